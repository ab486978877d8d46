import Contracts
import EventLog
public import Logging
public import Mongo

/// All projections of a process, kept current until the task is cancelled.
///
/// ```swift
/// let service = ProjectorService(database: database, projections: set, settings: settings, logger: logger) { model in
///     board.update(model)
/// }
/// try await service.run()
/// ```
public final class ProjectorService: Sendable {
    private let set: ProjectionSet
    private let directory: ProjectionDirectory
    private let settings: ProjectorSettings
    private let logger: Logger
    private let onProgress: @Sendable (ActiveModel, [DocumentKey]) -> Void
    private let monitors: [String: ProjectorMonitor]

    /// - Parameter onProgress: called when a batch is in the documents, with the model as far as it includes the log and
    ///   the documents that were stored, on the projector's task, so it must be quick. A checkpoint may be lower than the
    ///   one before: after a rollback, or where MongoDB lost its last writes in a crash.
    public init(
        database: MongoDatabase,
        projections: ProjectionSet,
        settings: ProjectorSettings,
        logger: Logger,
        onProgress: @escaping @Sendable (ActiveModel, [DocumentKey]) -> Void = { _, _ in }
    ) {
        set = projections
        directory = ProjectionDirectory(database)
        self.settings = settings
        self.logger = logger
        self.onProgress = onProgress
        var monitors: [String: ProjectorMonitor] = [:]
        for member in projections.members {
            monitors[member.manifest.name] = ProjectorMonitor(
                projection: member.manifest.name,
                version: member.manifest.version,
                log: member.feed.log,
                stallLimit: settings.stallLimit
            )
        }
        self.monitors = monitors
    }

    /// The health of every projection, sorted by name. Cheap; asks nobody.
    public func statuses() -> [ProjectorStatus] {
        set.names.compactMap { monitors[$0]?.status() }
    }

    /// Runs every projection. Returns when the task is cancelled; nothing else ends it.
    public func run() async {
        await withTaskGroup(of: Void.self) { group in
            for member in set.members {
                guard let monitor = monitors[member.manifest.name] else { continue }
                group.addTask { await self.run(member.projection, member, monitor) }
                group.addTask { await self.observeLog(member, monitor) }
                group.addTask { await self.observeDirectory(member.manifest.name, monitor) }
            }
            await group.waitForAll()
        }
    }

    private func run(
        _ projection: some Projection,
        _ member: ProjectionSet.Member,
        _ monitor: ProjectorMonitor
    ) async {
        await LiveProjector(
            projection: projection,
            manifest: member.manifest,
            feed: member.feed,
            directory: directory,
            settings: settings,
            monitor: monitor,
            logger: logger,
            onProgress: onProgress
        ).run()
    }

    /// Looks once a second at the log's head and the age of the oldest event that waits.
    ///
    /// Cost: two reads of the log file, a second and projection. It goes on while the projector or MongoDB hangs.
    private func observeLog(_ member: ProjectionSet.Member, _ monitor: ProjectorMonitor) async {
        while !Task.isCancelled {
            let checkpoint = monitor.status().checkpoint[member.feed.log] ?? .start
            if let head = try? await member.feed.head() {
                let waiting = try? await member.feed.events(after: checkpoint, limit: 1)
                monitor.observed(head: head, oldestWaiting: waiting?.first?.recordedAt)
            }
            try? await Task.sleep(for: .seconds(1))
        }
    }

    /// Looks once a second for rebuilds by other processes, and at how much is parked.
    private func observeDirectory(_ name: String, _ monitor: ProjectorMonitor) async {
        while !Task.isCancelled {
            if let entry = try? await directory.entry(name) {
                let rebuild = entry.rebuild.flatMap { $0.isAlive ? $0.phase : nil }
                monitor.observed(rebuild: rebuild)
                let letters = DeadLetterStore(directory.database)
                if let count = try? await letters.count(in: entry.collection) { monitor.parkedCount(count) }
            }
            try? await Task.sleep(for: .seconds(1))
        }
    }
}
