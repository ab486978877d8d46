import Synchronization
import Testing

/// What went wrong in tasks that run until one of them says that it is over.
final class Failures: Sendable {
    private let state = Mutex((isOver: false, failures: [String]()))

    var isOver: Bool { state.withLock { $0.isOver } }

    func end() { state.withLock { $0.isOver = true } }

    func note(_ what: String) { state.withLock { $0.failures.append(what) } }

    func expectNone() { #expect(state.withLock { Array($0.failures.prefix(5)) } == []) }
}
