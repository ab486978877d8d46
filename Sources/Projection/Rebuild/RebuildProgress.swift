/// How far a rebuild is.
public struct RebuildProgress: Hashable, Sendable {
    /// What it does, in this order.
    public enum Phase: String, Hashable, Sendable, CaseIterable {
        /// Folds the log and inserts the documents.
        case fold
        /// Builds the indexes.
        case index
        /// Applies what came meanwhile.
        case catchUp = "catch-up"
        /// Compares what is stored with what was written.
        case verify
        /// Takes the lease, applies the last events and switches the alias.
        case `switch`
    }

    public var phase: Phase
    /// Events of this phase that were seen, of those there are.
    public var events: Int64
    public var eventsTotal: Int64
    /// Documents written so far.
    public var documents: Int
    /// Since the phase began.
    public var eventsPerSecond: Double
    /// Seconds until the phase ends, where that can be told.
    public var secondsLeft: Double?
}

/// What a rebuild did.
public struct RebuildReport: Hashable, Sendable {
    public var projection: String
    /// The collection that is active now.
    public var collection: String
    /// The one that was, kept for a rollback; nil where it was not worth keeping.
    public var previous: String?
    public var events: Int64
    public var documents: Int
    /// Passes over the log; more than one means that the memory budget made slices necessary.
    public var passes: Int
    /// Documents that the memory budget had no room for, and that were folded from their own streams.
    public var reread: Int
    /// Events that could not be applied and are parked.
    public var parked: Int
    /// Seconds per phase, and together.
    public var seconds: [RebuildProgress.Phase: Double]
    public var totalSeconds: Double

    /// Documents folded and inserted per second, indexes and switching aside.
    public var documentsPerSecond: Double {
        Double(documents) / max(0.000_001, seconds[.fold] ?? totalSeconds)
    }
}
