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

    /// Looks where the log ends, unless the last look was just before.
    mutating func look(
        at now: ContinuousClock.Instant,
        _ end: () async throws -> Position
    ) async throws {
        guard now - time >= Self.shortestTime else { return }
        let end = try await end()
        rate = Double(end.rawValue - head.rawValue) / ((now - time) / .seconds(1))
        (head, time) = (end, now)
    }
}
