import Contracts

/// How fast events come into a log, from looks at its head.
struct EventFlow {
    /// Over a shorter time, what had waited while a disk was busy would pass for a flood.
    static var shortestTime: Duration { .seconds(2) }

    /// Events a second, between the two last looks that were far enough apart.
    private(set) var rate = 0.0
    private var head: Position
    private var time: ContinuousClock.Instant

    init(head: Position, at time: ContinuousClock.Instant) {
        self.head = head
        self.time = time
    }

    /// Whether enough time has passed for another look.
    func isDue(at now: ContinuousClock.Instant) -> Bool { now - time >= Self.shortestTime }

    /// Takes where the log ends; nothing where the last look was just before.
    mutating func look(at head: Position, _ now: ContinuousClock.Instant) {
        guard isDue(at: now) else { return }
        rate = Double(head.rawValue - self.head.rawValue) / ((now - time) / .seconds(1))
        (self.head, time) = (head, now)
    }
}
