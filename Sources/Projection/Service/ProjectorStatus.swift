public import Contracts

/// What a projector does right now.
public enum ProjectorState: String, Hashable, Sendable, CaseIterable {
    /// Everything is applied; it waits for the next event.
    case idle
    /// It applies events.
    case live
    /// A rebuild of this projection runs, here or in another process; the active model goes on being served.
    case rebuilding
    /// The system is at fault (MongoDB away, disk full), another projector holds the lease, or a person must act; the
    /// reason says which. It tries again by itself.
    case paused
    /// Events wait and nothing has moved for longer than the limit, though nothing is known to be wrong.
    case stalled
}

/// One projection's health, for `/metrics`, `/readyz` and `projections list`.
public struct ProjectorStatus: Hashable, Sendable {
    public var projection: String
    public var state: ProjectorState
    /// Why it is paused or stalled, or what it waits for; nil where all is well.
    public var reason: String?
    public var collection: String?
    public var version: Int
    public var checkpoint: [LogName: Position]
    /// The last position of each log that the projector knows of.
    public var heads: [LogName: Position]
    /// How many events wait.
    public var lagEvents: Int64
    /// How long the oldest event that waits has been waiting; 0 where none does.
    public var lagSeconds: Double
    /// Events applied since this process started.
    public var eventsApplied: Int64
    /// Batches written since this process started.
    public var batches: Int64
    /// Events in the last batch.
    public var lastBatchSize: Int
    /// Attempts that failed since this process started, for whatever reason.
    public var failures: Int64
    /// Events that wait in the dead letters: failed ones and those behind them.
    public var parked: Int64
    /// Events per second over the last ten seconds or so.
    public var eventsPerSecond: Double

    public init(projection: String, version: Int) {
        self.projection = projection
        self.version = version
        state = .paused
        reason = "It has not started yet."
        checkpoint = [:]
        heads = [:]
        lagEvents = 0
        lagSeconds = 0
        eventsApplied = 0
        batches = 0
        lastBatchSize = 0
        failures = 0
        parked = 0
        eventsPerSecond = 0
    }
}
