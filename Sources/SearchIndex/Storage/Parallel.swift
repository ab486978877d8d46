import Dispatch
import Synchronization

/// Computes two things, at once on two cores where they are large, else one after the other.
func inTurnOrAtOnce<First: Sendable, Second: Sendable>(
    isLarge: Bool,
    _ first: @Sendable () -> First,
    and second: @Sendable () -> Second
) -> (First, Second) {
    guard isLarge else { return (first(), second()) }
    let other = Mutex<Second?>(nil)
    let own = Mutex<First?>(nil)
    DispatchQueue.concurrentPerform(iterations: 2) { turn in
        if turn == 0 {
            let result = first()
            own.withLock { $0 = result }
        } else {
            let result = second()
            other.withLock { $0 = result }
        }
    }
    return (own.withLock { $0 } ?? first(), other.withLock { $0 } ?? second())
}
