import Dispatch
import EventLog
import Synchronization

/// The commands that wait for the writer, in the order in which they came; bounded.
final class CommandQueue<Command: Sendable>: Sendable {
    /// What the writer took: commands, and whom to answer.
    struct Taken {
        let submission: Submission<Command>
        let reply: Submission<Command>.Reply
    }

    private struct State {
        var waiting: [Submission<Command>] = []
        var commands = 0
        var isWriterAsleep = false
        var isClosed = false
        var hasEnded = false
        var closers: [CheckedContinuation<Void, Never>] = []
    }

    private let capacity: Int
    private let state = Mutex(State())
    private let alarm = DispatchSemaphore(value: 0)

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Waits in line with commands, and gives their results in their order.
    ///
    /// - Parameter onQueued: called once they have their place in the line.
    func submit(
        _ envelopes: [CommandEnvelope<Command>],
        onQueued: () -> Void = {}
    ) async -> [CommandResult] {
        let submission = Submission(envelopes)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { reply in
                if let error = enqueue(submission, reply) {
                    reply.resume(returning: submission.all(.failure(error)))
                } else {
                    onQueued()
                }
            }
        } onCancel: {
            submission.cancel()
        }
    }

    private func enqueue(_ submission: Submission<Command>, _ reply: Submission<Command>.Reply)
        -> CommandError?
    {
        var wakes = false
        let error: CommandError? = state.withLock { state in
            guard !state.isClosed else {
                return .unavailable(
                    EventLogError(.closed, "The server is stopping and takes no more commands.")
                )
            }
            guard state.commands + submission.envelopes.count <= capacity else {
                return .busy(retryAfter: .seconds(1))
            }
            guard submission.wait(reply) else { return .cancelled }
            state.waiting.append(submission)
            state.commands += submission.envelopes.count
            wakes = state.isWriterAsleep
            state.isWriterAsleep = false
            return nil
        }
        if wakes { alarm.signal() }
        return error
    }

    /// Takes up to `limit` commands, blocking the writer's thread until there are some; nil when the queue is closed
    /// and everything in it was taken. A submission is taken whole, so one of more than `limit` commands passes it.
    func take(atMost limit: Int) -> [Taken]? {
        while true {
            let (submissions, isOver) = state.withLock { state in
                var commands = 0
                var count = 0
                while count < state.waiting.count {
                    let next = state.waiting[count].envelopes.count
                    if count > 0, commands + next > limit { break }
                    commands += next
                    count += 1
                }
                let submissions = Array(state.waiting.prefix(count))
                state.waiting.removeFirst(count)
                state.commands -= commands
                state.isWriterAsleep = count == 0
                return (submissions, count == 0 && state.isClosed)
            }
            if isOver { return nil }
            let taken = submissions.compactMap { submission in
                submission.take().map { Taken(submission: submission, reply: $0) }
            }
            if !taken.isEmpty { return taken }
            if submissions.isEmpty { alarm.wait() }
        }
    }

    /// Refuses further commands; those that wait are still carried out.
    func close() {
        let wakes = state.withLock { state in
            let wakes = state.isWriterAsleep
            state.isWriterAsleep = false
            state.isClosed = true
            return wakes
        }
        if wakes { alarm.signal() }
    }

    /// The writer has ended.
    func end() {
        let closers = state.withLock { state in
            state.hasEnded = true
            defer { state.closers = [] }
            return state.closers
        }
        for closer in closers { closer.resume() }
    }

    /// Waits until the writer has ended.
    func ended() async {
        await withCheckedContinuation { closer in
            let isOver = state.withLock { state in
                if !state.hasEnded { state.closers.append(closer) }
                return state.hasEnded
            }
            if isOver { closer.resume() }
        }
    }
}
