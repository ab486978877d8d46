import Synchronization

typealias CommandResult = Result<Receipt, CommandError>

/// Commands that one caller waits for, and the way back to that caller.
final class Submission<Command: Sendable>: Sendable {
    typealias Reply = CheckedContinuation<[CommandResult], Never>

    private enum State {
        case new
        case waiting(Reply)
        case taken
        case cancelled
    }

    let envelopes: [CommandEnvelope<Command>]
    private let state = Mutex(State.new)

    init(_ envelopes: [CommandEnvelope<Command>]) {
        self.envelopes = envelopes
    }

    /// The caller begins to wait; false when it was cancelled before.
    func wait(_ reply: Reply) -> Bool {
        state.withLock { state in
            guard case .new = state else { return false }
            state = .waiting(reply)
            return true
        }
    }

    /// The writer takes the commands; nil when the caller no longer wants them. From then on they cannot be cancelled:
    /// the caller gets the true answer.
    func take() -> Reply? {
        state.withLock { state in
            guard case .waiting(let reply) = state else { return nil }
            state = .taken
            return reply
        }
    }

    /// The caller was cancelled: if its commands still wait, they never run.
    func cancel() {
        let reply: Reply? = state.withLock { state in
            switch state {
            case .new:
                state = .cancelled
                return nil
            case .waiting(let reply):
                state = .cancelled
                return reply
            case .taken, .cancelled:
                return nil
            }
        }
        reply?.resume(returning: all(.failure(.cancelled)))
    }

    /// The same result for each command.
    func all(_ result: CommandResult) -> [CommandResult] {
        Array(repeating: result, count: envelopes.count)
    }
}
