import Dispatch
import Synchronization

/// Lets a test hold up the writer's thread, and know when it is held up.
final class Gate: Sendable {
    private struct State {
        var isEntered = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())
    private let opening = DispatchSemaphore(value: 0)

    /// The writer comes to the gate, and waits until it is opened.
    func enterAndWait() {
        let waiter = state.withLock { state in
            state.isEntered = true
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
        opening.wait()
    }

    /// The test waits until the writer has come to the gate.
    func entered() async {
        await withCheckedContinuation { continuation in
            let isEntered = state.withLock { state in
                if !state.isEntered { state.waiter = continuation }
                return state.isEntered
            }
            if isEntered { continuation.resume() }
        }
    }

    func open() { opening.signal() }
}
