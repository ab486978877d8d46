public import Contracts
import Mongo

/// What the directory stores about one projection.
public struct DirectoryEntry: Sendable, Hashable {
    /// A collection that was active before, kept for a rollback.
    public struct Previous: Sendable, Hashable {
        public var collection: String
        public var version: Int
        /// What its documents include at least.
        public var checkpoint: [LogName: Position]
    }

    /// A rebuild that runs, or that died and has not been cleaned up.
    public struct Rebuild: Sendable, Hashable {
        public var collection: String
        public var holder: String
        /// The phase that it is in.
        public var phase: String
        /// Events that it has seen, of those there are.
        public var events: Int64
        public var eventsTotal: Int64
        public var isCancelRequested: Bool
        /// Whether it gave a sign of life within its lease, by the server's clock.
        public var isAlive: Bool
        /// Signs of life it gave.
        var beats: Int64
    }

    /// A projector that could not go on.
    public struct Pause: Sendable, Hashable {
        public var reason: String
        /// Whether it said so lately, by the server's clock: a projector that tries again says it again.
        public var isRecent: Bool

        /// Some times the longest pause between two attempts.
        static var recentMilliseconds: Int64 { 15_000 }
    }

    public var name: String
    public var collection: String
    public var version: Int
    public var checkpoint: [LogName: Position]
    /// Whether the model has once caught up with the log.
    public var isComplete: Bool
    /// What the log had at a checkpoint; nil where none was stored by a projector yet.
    public var lastEvent: LastEvent?
    /// What repairs changed last.
    public var lastRepair: RepairMark?
    /// How many collections have been made for it, ever.
    public var generation: Int64
    /// Newest first.
    public var previous: [Previous]
    public var rebuild: Rebuild?
    /// Who may write, as long as ``isLeaseAlive``.
    public var leaseHolder: String?
    public var leaseToken: Int64
    public var isLeaseAlive: Bool
    /// Why the last projector paused; nil where it went on.
    public var pause: Pause?

    /// What readers need.
    public var active: ActiveModel {
        ActiveModel(
            name: name,
            collection: collection,
            version: version,
            checkpoint: checkpoint,
            isComplete: isComplete,
            lastRepair: lastRepair
        )
    }
}

extension DirectoryEntry {
    /// Reads a stored entry; `_now` is the server's clock, added by the query.
    init(_ stored: BSONDocument) throws(MongoError) {
        guard let name = stored["_id"]?.stringValue, let collection = stored["collection"]?.stringValue else {
            throw MongoError(
                .malformed,
                "An entry of the projections directory has no name or no collection."
            )
        }
        let now = stored["_now"]?.dateValue ?? .max
        self.name = name
        self.collection = collection
        version = stored["version"]?.intValue ?? 0
        checkpoint = Self.checkpoint(stored["checkpoint"])
        isComplete = stored["complete"]?.boolValue ?? false
        lastEvent = stored["last_event"]?.documentValue.flatMap(LastEvent.init)
        lastRepair = stored["repair"]?.documentValue.map(RepairMark.init)
        generation = stored["generation"]?.int64Value ?? 0
        previous = (stored["previous"]?.arrayValue ?? []).compactMap { value in
            guard let entry = value.documentValue, let collection = entry["collection"]?.stringValue else {
                return nil
            }
            return Previous(
                collection: collection,
                version: entry["version"]?.intValue ?? 0,
                checkpoint: Self.checkpoint(entry["checkpoint"])
            )
        }
        rebuild = stored["rebuild"]?.documentValue.map { entry in
            Rebuild(
                collection: entry["collection"]?.stringValue ?? "",
                holder: entry["holder"]?.stringValue ?? "",
                phase: entry["phase"]?.stringValue ?? "",
                events: entry["events"]?.int64Value ?? 0,
                eventsTotal: entry["events_total"]?.int64Value ?? 0,
                isCancelRequested: entry["cancel_requested"]?.boolValue ?? false,
                isAlive: (entry["expires"]?.dateValue ?? .min) > now,
                beats: entry["beats"]?.int64Value ?? 0
            )
        }
        leaseHolder = stored["lease.holder"]?.stringValue
        leaseToken = stored["lease.token"]?.int64Value ?? 0
        isLeaseAlive = (stored["lease.expires"]?.dateValue ?? .min) > now
        pause = stored["pause"]?.documentValue.map { entry in
            Pause(
                reason: entry["reason"]?.stringValue ?? "",
                isRecent: (entry["at"]?.dateValue ?? .min) > now - Pause.recentMilliseconds
            )
        }
    }

    static func checkpoint(_ value: BSONValue?) -> [LogName: Position] {
        var checkpoint: [LogName: Position] = [:]
        for (key, value) in (try? value?.documentValue?.fields()) ?? [] {
            guard let log = LogName(rawValue: key), let number = value.int64Value else { continue }
            checkpoint[log] = Position(rawValue: number)
        }
        return checkpoint
    }
}

extension BSONValue {
    fileprivate var dateValue: Int64? {
        if case .date(let milliseconds) = self { milliseconds } else { nil }
    }
}
