public import Contracts
import Synchronization

/// Tells the readers of a log in the writer's process that there are new events, at once and without polling, and which.
public final class LogSignal: Sendable {
    private struct State {
        var head = Position.start
        var recent = RecentEvents()
        var waiters: [UInt64: Waiter] = [:]
        var cancelled: Set<UInt64> = []
        var lastWaiter: UInt64 = 0
    }

    private struct Waiter {
        let position: Position
        let continuation: CheckedContinuation<Void, Never>
    }

    private let state = Mutex(State())

    public init() {}

    /// The last position that was announced.
    public var head: Position { state.withLock(\.head) }

    /// The events after a position, `limit` at most, where they were announced not long ago; nil where the log has to be
    /// read.
    func events(after position: Position, limit: Int) -> [RecordedEvent]? {
        state.withLock { $0.recent.events(after: position, limit: limit) }
    }

    /// Announces that everything up to `head` is committed, the last of it being `events`. A lower position than before
    /// is ignored.
    public func advance(to head: Position, with events: [RecordedEvent] = []) {
        let woken = state.withLock { state in
            guard head > state.head else { return [Waiter]() }
            state.head = head
            state.recent.append(events)
            let ready = state.waiters.filter { $0.value.position < head }
            for id in ready.keys { state.waiters[id] = nil }
            return Array(ready.values)
        }
        for waiter in woken { waiter.continuation.resume() }
    }

    /// Waits until a position beyond `position` is announced, or the task is cancelled.
    func wait(beyond position: Position) async {
        let id = state.withLock { state in
            state.lastWaiter += 1
            return state.lastWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if state.head > position || state.cancelled.remove(id) != nil { return true }
                    state.waiters[id] = Waiter(position: position, continuation: continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                let waiter = state.waiters.removeValue(forKey: id)
                if waiter == nil { state.cancelled.insert(id) }
                return waiter
            }
            waiter?.continuation.resume()
        }
        state.withLock { _ = $0.cancelled.remove(id) }
    }

    /// Waits like ``wait(beyond:)``, but no longer than `timeout`.
    func wait(beyond position: Position, timeout: Duration) async {
        guard head <= position else { return }
        await withTaskGroup { group in
            group.addTask { await self.wait(beyond: position) }
            group.addTask { try? await Task.sleep(for: timeout) }
            await group.next()
            group.cancelAll()
        }
    }
}
