import Contracts
import EventLog
import Logging
import Mongo

/// One projection kept current: takes the lease, applies what the log brings, and begins again after every failure.
struct LiveProjector<P: Projection>: Sendable {
    let projection: P
    let manifest: Manifest
    let feed: any EventFeed
    let directory: ProjectionDirectory
    let settings: ProjectorSettings
    let monitor: ProjectorMonitor
    let logger: Logger
    let onProgress: @Sendable (ActiveModel, [DocumentKey]) -> Void

    private var setup: ModelSetup { ModelSetup(directory: directory, manifest: manifest) }

    /// Runs until the task is cancelled. No failure ends it.
    func run() async {
        var backoff = Backoff(longest: settings.longestPause)
        var warnings = Warnings()
        while !Task.isCancelled {
            let began = ContinuousClock.now
            do {
                try await project()
            } catch is CancellationError {
                return
            } catch {
                if Task.isCancelled { return }
                if ContinuousClock.now - began > settings.longestPause { backoff.reset() }
                await pause(after: error, &backoff, &warnings)
            }
        }
    }

    /// What went wrong decides how long to wait. A lost race is no failure: begin again at once.
    private func pause(after error: any Error, _ backoff: inout Backoff, _ warnings: inout Warnings) async {
        switch error {
        case is ModelWriter<P>.Conflict:
            logger.notice("a document was written by another; loading anew", metadata: metadata)
        case let error as ProjectionError where error.code == .fenced:
            logger.notice("the lease went to another", metadata: metadata)
        default:
            let reason = String(describing: error)
            monitor.paused(reason, isFailure: true)
            if warnings.isDue(reason) { logger.warning("paused: \(reason)", metadata: metadata) }
            // Where MongoDB is what is away, nobody can be told.
            try? await directory.savePause(projection.name, holder: settings.holder, reason: reason)
        }
        try? await Task.sleep(for: backoff.next())
    }

    private var metadata: Logger.Metadata { ["projection": "\(projection.name)"] }

    /// From taking the lease to losing it.
    private func project() async throws {
        try await setUp()
        let keeper = try await takeLease()
        do {
            try await follow(keeper)
        } catch {
            // A cancelled task could not give its lease back, and a successor would wait for its end.
            await Task { await keeper.release() }.value
            throw error
        }
    }

    private func setUp() async throws {
        let entry = try await setup.entry()
        guard entry.version == manifest.version, projection.version == manifest.version else {
            throw versionMismatch(entry)
        }
        try await checkLog(entry)
        try await setup.prepare(entry.collection)
        try await DeadLetterStore(directory.database).createIndexes()
        if !entry.isComplete, entry.checkpoint.isEmpty,
            try await feed.head().rawValue >= settings.initialRebuildEvents
        {
            try await loadFromTheBeginning()
        }
    }

    /// Whether the documents were made from this log.
    private func checkLog(_ entry: DirectoryEntry) async throws {
        guard let last = entry.lastEvent, last.position == entry.checkpoint[feed.log] else { return }
        let events = try await feed.events(after: Position(rawValue: last.position.rawValue - 1), limit: 1)
        guard let event = events.first else {
            throw ProjectionError.logEndedEarly(
                feed.log,
                expected: last.position,
                found: try await feed.head()
            )
        }
        guard LastEvent(event) == last else {
            throw ProjectionError.otherLog(projection.name, last, feed.log)
        }
    }

    private func versionMismatch(_ entry: DirectoryEntry) -> ProjectionError {
        let name = manifest.name
        if projection.version != manifest.version {
            return ProjectionError(
                .versionMismatch,
                "The manifest of \(name) says version \(manifest.version), this build has \(projection.version)."
            )
        }
        let way =
            entry.version < manifest.version
            ? "rebuild it: kinoteka projections rebuild \(name)"
            : "use the newer build, or rebuild it: kinoteka projections rebuild \(name)"
        return ProjectionError(
            .versionMismatch,
            "\(name) is stored in version \(entry.version), which goes on being served as it is, and this build has "
                + "version \(manifest.version); \(way)."
        )
    }

    /// The first model of a long log is made as a rebuild makes it.
    private func loadFromTheBeginning() async throws {
        let rebuild = Rebuild(
            projection: projection,
            manifest: manifest,
            feed: feed,
            directory: directory,
            settings: settings,
            keepsOld: false
        )
        do {
            let monitor = monitor
            _ = try await rebuild.run { monitor.observed(rebuild: $0.phase.rawValue) }
            monitor.observed(rebuild: nil)
        } catch let error as ProjectionError where error.code == .rebuildRuns {
            monitor.paused("Another process makes the first model.", isFailure: false)
            try await Task.sleep(for: .milliseconds(300))
            throw ProjectionError.fenced(projection.name)
        }
    }

    private func takeLease() async throws -> LeaseKeeper {
        var pause = Duration.milliseconds(50)
        while true {
            let now = ContinuousClock.now
            if let (lease, entry) = try await directory.acquireLease(
                projection.name,
                holder: settings.holder,
                lasting: settings.leaseTime
            ) {
                guard entry.version == manifest.version else { throw versionMismatch(entry) }
                return LeaseKeeper(lease, directory: directory, lasting: settings.leaseTime, taken: now)
            }
            let other = try await directory.entry(projection.name)
            monitor.paused(
                "It waits for the lease, which \(other?.leaseHolder ?? "nobody") holds.",
                isFailure: false
            )
            try await Task.sleep(for: pause)
            pause = min(pause * 2, .milliseconds(500))
        }
    }

    private func follow(_ keeper: LeaseKeeper) async throws {
        let store = DeadLetterStore(directory.database)
        guard let entry = try await directory.entry(projection.name) else {
            throw ProjectionError(.notSetUp, "The directory has lost \(projection.name).")
        }
        let writer = ModelWriter(
            projection,
            log: feed.log,
            collection: directory.database.collection(entry.collection),
            letters: store,
            token: keeper.lease.token,
            cacheBytes: settings.cacheBytes,
            faults: settings.faults
        )
        try await writer.prepare(token: keeper.lease.token) { try await keeper.keep() }
        monitor.began(entry, parked: try await store.count(in: entry.collection))
        onProgress(entry.active, [])
        var active = entry.active
        var position = active.checkpoint[feed.log] ?? .start
        let head = try await feed.head()
        guard position <= head else {
            throw ProjectionError.logEndedEarly(feed.log, expected: position, found: head)
        }
        if entry.pause != nil { try await directory.clearPause(under: keeper.lease) }
        var saver = CheckpointSaver(directory, under: keeper.lease, log: feed.log)
        var flow = EventFlow(head: head, at: .now)
        do {
            while true {
                try Task.checkCancellation()
                try await keeper.keep()
                let began = ContinuousClock.now
                let events = try await feed.events(after: position, limit: settings.batchEvents)
                guard let last = events.last else {
                    monitor.idle(at: position)
                    if !active.isComplete {
                        active.isComplete = true
                        try await saver.save(active)
                        onProgress(active, [])
                    }
                    try await saver.saveIfDue(active)
                    let timeout = saver.unsaved == nil ? settings.leaseTime / 3 : CheckpointSaver.pause
                    _ = try await feed.waitForEvents(after: position, timeout: timeout)
                    continue
                }
                let outcome = try await writer.apply(events)
                position = last.position
                let isComplete = active.isComplete || events.count < settings.batchEvents
                let isSavedAtOnce = outcome.parked > 0 || isComplete != active.isComplete
                active.isComplete = isComplete
                active.checkpoint[feed.log] = position
                saver.reach(last)
                monitor.applied(events.count, through: position, outcome.parked, outcome.failed)
                // The documents are safe: readers may know that at once, and the checkpoint can wait.
                onProgress(active, outcome.changed)
                try await settings.faults.reach(.liveCheckpoint)
                if isSavedAtOnce { try await saver.save(active) } else { try await saver.saveIfDue(active) }
                if events.count >= Self.longBatch {
                    let now = ContinuousClock.now
                    try await flow.look(at: now) { try await feed.head() }
                    if flow.rate > Self.flood {
                        try await Task.sleep(for: min((now - began) * 5, Self.longestWay))
                    }
                } else if !outcome.hasOwnEvents {
                    try await Task.sleep(for: Self.linger)
                }
            }
        } catch {
            // A projector that is stopped leaves nothing to look at again.
            if Task.isCancelled, saver.unsaved != nil {
                let (rest, active) = (saver, active)
                _ = await Task {
                    var rest = rest
                    try await rest.save(active)
                }.result
            }
            throw error
        }
    }

    /// Events of a batch from which on it is asked how fast they come.
    private static var longBatch: Int { 100 }
    /// More events a second than this, and the projector pauses after each batch for five times as long as it took. What many
    /// events touch, such as a person in hundreds of films, is then written once for more of them, and MongoDB is not
    /// what commands wait for. Below it a pause would let the projector fall behind for good.
    private static var flood: Double { 1_000 }
    private static var longestWay: Duration { .seconds(5) }
    /// The pause after events of others alone, from which at most counts, names and filmographies follow: a look at more of
    /// them is no dearer. An event of its own kind that comes meanwhile waits for the rest of the pause.
    private static var linger: Duration { .milliseconds(20) }
}
