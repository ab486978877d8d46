import Contracts
import EventLog
public import Mongo

/// What an operator does with projections, from the command line or a server, while projectors run or not.
public struct ProjectionOperations: Sendable {
    let set: ProjectionSet
    let directory: ProjectionDirectory
    let settings: ProjectorSettings

    /// - Parameter settings: its holder must differ from that of any projector that runs.
    public init(database: MongoDatabase, projections: ProjectionSet, settings: ProjectorSettings) {
        set = projections
        directory = ProjectionDirectory(database)
        self.settings = settings
    }

    /// The health of every projection as the directory and the log show it, sorted by name: for a process that runs no
    /// projector itself.
    public func list() async throws -> [ProjectorStatus] {
        var statuses: [ProjectorStatus] = []
        for member in set.members {
            var status = ProjectorStatus(projection: member.manifest.name, version: member.manifest.version)
            let log = member.feed.log
            let head = try await member.feed.head()
            status.heads = [log: head]
            if let entry = try await directory.entry(member.manifest.name) {
                let checkpoint = entry.checkpoint[log] ?? .start
                status.collection = entry.collection
                status.version = entry.version
                status.checkpoint = entry.checkpoint
                status.parked = Int64(
                    try await DeadLetterStore(directory.database).count(in: entry.collection)
                )
                status.lagEvents = max(0, head.rawValue - checkpoint.rawValue)
                if status.lagEvents > 0,
                    let oldest = try await member.feed.events(after: checkpoint, limit: 1).first
                {
                    status.lagSeconds = max(0, Double(WallClock.now - oldest.recordedAt) / 1_000)
                }
                (status.state, status.reason) = Self.state(entry, lag: status)
            } else {
                status.lagEvents = head.rawValue
                status.reason =
                    "It has not been set up in this database yet; a projector does that when it starts."
            }
            statuses.append(status)
        }
        return statuses
    }

    private static func state(_ entry: DirectoryEntry, lag: ProjectorStatus) -> (ProjectorState, String?) {
        if let rebuild = entry.rebuild, rebuild.isAlive {
            return (
                .rebuilding,
                "A rebuild runs: \(rebuild.phase), \(rebuild.events) of \(rebuild.eventsTotal) events."
            )
        }
        guard entry.isLeaseAlive else {
            guard let pause = entry.pause else { return (.paused, "No projector runs.") }
            return (
                .paused,
                pause.isRecent ? pause.reason : "No projector runs. The last one paused: \(pause.reason)"
            )
        }
        if lag.lagEvents == 0 { return (.idle, nil) }
        return lag.lagSeconds > 15 ? (.stalled, "Events wait for \(Int(lag.lagSeconds)) s.") : (.live, nil)
    }

    /// Makes a projection again beside the live one and switches to it.
    ///
    /// - Parameter budget: bytes of documents in memory at most, about; nil for the settings' own.
    public func rebuild(
        _ name: String,
        budget: Int? = nil,
        progress: @escaping @Sendable (RebuildProgress) -> Void = { _ in }
    ) async throws -> RebuildReport {
        let member = try set.member(name)
        var settings = settings
        if let budget { settings.rebuildBudget = budget }
        return try await rebuild(member.projection, member, settings, progress)
    }

    private func rebuild(
        _ projection: some Projection,
        _ member: ProjectionSet.Member,
        _ settings: ProjectorSettings,
        _ progress: @escaping @Sendable (RebuildProgress) -> Void
    ) async throws -> RebuildReport {
        try await Rebuild(
            projection: projection,
            manifest: member.manifest,
            feed: member.feed,
            directory: directory,
            settings: settings
        ).run(progress)
    }

    /// Folds one document anew and puts it in the place of the stored one.
    public func rebuild(_ name: String, key: DocumentKey) async throws -> RepairReport {
        let member = try set.member(name)
        let outcome = try await repair(member.projection, member, [key])
        return RepairReport(outcome)
    }

    func repair(
        _ projection: some Projection,
        _ member: ProjectionSet.Member,
        _ keys: [DocumentKey]
    ) async throws -> RepairReport.Counts {
        let outcome = try await DocumentRepair(
            projection: projection,
            manifest: member.manifest,
            feed: member.feed,
            directory: directory,
            settings: settings
        ).run(keys)
        return .init(written: outcome.written, deleted: outcome.deleted, failing: outcome.failing.sorted())
    }

    /// Asks the rebuild that runs to stop; it does at its next sign of life, within a second.
    ///
    /// - Returns: whether there was one.
    public func cancel(_ name: String) async throws -> Bool {
        _ = try set.member(name)
        guard try await directory.entry(name)?.rebuild?.isAlive == true else { return false }
        return try await directory.requestCancel(name)
    }

    /// Goes back to the collection that was active before, in one write; the projector then brings it up to date.
    /// A second rollback undoes the first.
    public func rollback(_ name: String) async throws -> ActiveModel {
        _ = try set.member(name)
        guard let entry = try await directory.rollBack(name) else {
            throw ProjectionError(
                .nothingToRollBack,
                "\(name) has no earlier collection; there is one after a rebuild, until `drop`."
            )
        }
        return entry.active
    }

    /// Drops the collections that are kept for a rollback, and says which.
    public func drop(_ name: String) async throws -> [String] {
        let member = try set.member(name)
        let previous = try await directory.forgetPrevious(name)
        for old in previous {
            try await directory.database.collection(old.collection).drop()
            try await DeadLetterStore(directory.database).removeAll(in: old.collection)
        }
        if let entry = try await directory.entry(name), entry.rebuild?.isAlive != true {
            let setup = ModelSetup(directory: directory, manifest: member.manifest)
            try await setup.dropLeftovers(keeping: entry)
        }
        return previous.map(\.collection)
    }
}

/// What a repair of single documents did.
public struct RepairReport: Hashable, Sendable {
    struct Counts: Sendable {
        var written: Int
        var deleted: Int
        var failing: [DocumentKey]
    }

    /// Documents written anew.
    public var written: Int
    /// Documents removed, because the log does not make them.
    public var deleted: Int
    /// Documents that an event still fails for; they stay as they were before it.
    public var failing: [DocumentKey]

    init(_ counts: Counts) {
        written = counts.written
        deleted = counts.deleted
        failing = counts.failing
    }
}
