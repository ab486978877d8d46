import Synchronization

/// Lets one task sleep until somebody rings or a time has passed.
final class Doorbell: Sendable {
    private struct State {
        var hasRung = false
        var sleeper: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Wakes the sleeper, or spares the next one its sleep.
    func ring() {
        let sleeper = state.withLock { state in
            let sleeper = state.sleeper
            state.sleeper = nil
            state.hasRung = sleeper == nil
            return sleeper
        }
        sleeper?.resume()
    }

    /// Sleeps until ``ring()`` (also one since the last sleep), cancellation, or the end of the time.
    func sleep(atMost time: Duration) async {
        await withTaskGroup { group in
            group.addTask { await self.sleepUntilRung() }
            group.addTask { try? await Task.sleep(for: time) }
            await group.next()
            group.cancelAll()
        }
    }

    private func sleepUntilRung() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isAwake = state.withLock { state in
                    if state.hasRung || Task.isCancelled {
                        state.hasRung = false
                        return true
                    }
                    state.sleeper = continuation
                    return false
                }
                if isAwake { continuation.resume() }
            }
        } onCancel: {
            state.withLock { state in
                defer { state.sleeper = nil }
                return state.sleeper
            }?.resume()
        }
    }
}
