import Dispatch
import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

/// Threads for work that may wait while people do not: projectors and the search index's replica.
///
/// The kernel gives these threads the processor where commands and reads leave it. While there is enough for all,
/// nothing is later than without them; when more commands come than the machine can also project, the read models lag
/// for a while instead of the commands.
final class LowPriorityThreads: TaskExecutor {
    /// How much nicer than the rest: about a tenth of their share of a processor that everybody wants.
    private static let niceness: Int32 = 10

    private let jobs = Mutex<[UnownedJob]>([])
    private let waiting = DispatchSemaphore(value: 0)

    /// One thread for each processor; they end with the process.
    static let shared = LowPriorityThreads(count: ProcessInfo.processInfo.activeProcessorCount)

    private init(count: Int) {
        for number in 1...max(1, count) {
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
        // On Linux, the process 0 is the calling thread. Without success it works on as it is.
        _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, Self.niceness)
        while true {
            waiting.wait()
            let job = jobs.withLock { $0.removeFirst() }
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
