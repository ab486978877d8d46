import Dispatch
import Foundation
import Synchronization

/// Threads for long work: projectors and the search index's replica.
///
/// They are more than there are processors, so that the kernel shares the time among them: on the cooperative pool, which
/// has a thread for each processor, a person's thousand documents would keep one film waiting.
final class BackgroundThreads: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])
    private let waiting = DispatchSemaphore(value: 0)

    /// They end with the process.
    static let shared = BackgroundThreads(count: 8)

    private init(count: Int) {
        for number in 1...count {
            let thread = Thread { self.work() }
            thread.name = "background-\(number)"
            thread.start()
        }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        waiting.signal()
    }

    private func work() {
        while true {
            waiting.wait()
            let job = jobs.withLock { $0.removeFirst() }
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
