import Contracts
import EventLog
import Mongo

/// Single documents folded anew from the log and put in the place of what is stored.
///
/// One mechanism heals everything that concerns single documents: `rebuild --key`, `verify --repair` and
/// `dead-letters retry`. Folding from the beginning is right whatever was wrong, and it includes what a document should
/// have taken over from references while it waited.
struct DocumentRepair<P: Projection>: Sendable {
    let projection: P
    let manifest: Manifest
    let feed: any EventFeed
    let directory: ProjectionDirectory
    let settings: ProjectorSettings

    /// What a repair did.
    struct Outcome: Sendable {
        var written = 0
        var deleted = 0
        /// Documents that an event fails for again, or that MongoDB refuses.
        var failing: Set<DocumentKey> = []
    }

    private static var chunk: Int { 1_000 }

    func run(_ keys: [DocumentKey]) async throws -> Outcome {
        var outcome = Outcome()
        for start in stride(from: 0, to: keys.count, by: Self.chunk) {
            let part = Set(keys[start..<min(keys.count, start + Self.chunk)])
            var fold = KeyFold(projection, feed, keys: part)
            // Without the lease first, so that the projector waits only for the last bit.
            try await fold.advance(to: try await checkpoint().0)
            try await replace(part, &fold, &outcome)
        }
        return outcome
    }

    private func checkpoint() async throws -> (Position, DirectoryEntry) {
        guard let entry = try await directory.entry(manifest.name) else {
            throw ProjectionError(.notSetUp, "\(manifest.name) has not been set up in this database yet.")
        }
        guard entry.version == projection.version else {
            throw ProjectionError(
                .versionMismatch,
                "\(manifest.name) is stored in version \(entry.version) and this build folds version "
                    + "\(projection.version); rebuild it first."
            )
        }
        return (entry.checkpoint[feed.log] ?? .start, entry)
    }

    private func replace(_ keys: Set<DocumentKey>, _ fold: inout KeyFold<P>, _ outcome: inout Outcome)
        async throws
    {
        let holder = "\(settings.holder)/repair-\(UInt32.random(in: 0 ... .max))"
        let now = ContinuousClock.now
        guard
            let (lease, entry) = try await directory.seizeLease(
                manifest.name,
                holder: holder,
                lasting: settings.leaseTime
            )
        else {
            throw ProjectionError(.notSetUp, "\(manifest.name) has not been set up in this database yet.")
        }
        let keeper = LeaseKeeper(lease, directory: directory, lasting: settings.leaseTime, taken: now)
        do {
            try await settings.faults.reach(.repairSeized)
            for attempt in 0... {
                do {
                    try await replace(keys, &fold, entry, keeper, &outcome)
                    break
                } catch is ModelWriter<P>.Conflict where attempt < 5 {
                    // The projector had a write under way when it lost the lease; what it wrote is loaded now.
                }
            }
        } catch {
            await Task { await keeper.release() }.value
            throw error
        }
        await keeper.release()
    }

    private func replace(
        _ keys: Set<DocumentKey>,
        _ fold: inout KeyFold<P>,
        _ entry: DirectoryEntry,
        _ keeper: LeaseKeeper,
        _ outcome: inout Outcome
    ) async throws {
        let coder = DocumentCoder<P.Document>(log: feed.log)
        let collection = directory.database.collection(entry.collection)
        let letters = DeadLetterStore(directory.database)
        var marks: [DocumentKey: StoredMark] = [:]
        var goal = max(entry.checkpoint[feed.log] ?? .start, fold.position)
        for stored in try await collection.find(ids: keys.map(\.bson)) {
            let header = try coder.header(of: stored)
            guard let key = header.key else { continue }
            marks[key] = StoredMark(exists: true, position: header.position, isStale: header.isStale)
            goal = max(goal, header.position)
        }
        try await fold.advance(to: goal)
        try await keeper.keep()
        let writer = ModelWriter(
            projection,
            log: feed.log,
            collection: collection,
            letters: letters,
            token: keeper.lease.token,
            cacheBytes: 0,
            faults: .none
        )
        let result = try await writer.replace(keys, with: fold.documents, marks)
        // Before the dead letters go: a retry after a death in between finds them, and announces again.
        guard try await directory.announceRepair(of: keys, after: entry.lastRepair, under: keeper.lease)
        else {
            throw ProjectionError.fenced(manifest.name)
        }
        let failing = Set(fold.stops.documents.keys).intersection(keys).union(result.refused.keys)
        try await letters.remove(
            keys.filter { !failing.contains($0) }.sorted(),
            in: entry.collection,
            through: goal
        )
        try await letters.park(
            fold.parked.filter { $0.key.map(keys.contains) ?? false },
            of: manifest.name,
            in: entry.collection,
            at: WallClock.now
        )
        outcome.written += result.written
        outcome.deleted += result.deleted
        outcome.failing.formUnion(failing)
    }
}

extension ModelWriter {
    /// Makes the stored documents of these keys what they should be.
    ///
    /// - Throws: ``Conflict`` where one is not as `marks` say.
    func replace(
        _ keys: Set<DocumentKey>,
        with documents: [KeyedDocument<Document>],
        _ marks: [DocumentKey: StoredMark]
    ) async throws -> (written: Int, deleted: Int, refused: [DocumentKey: String]) {
        var outcome = Outcome()
        let pending = documents.map { document in
            PendingWrite(
                key: document.key,
                folded: document.folded,
                mark: marks[document.key] ?? StoredMark(),
                bytes: coder.encode(document.key, document.folded, fence: token)
            )
        }
        let refused = try await store(pending, &outcome)
        var deleted = 0
        let kept = Set(documents.map(\.key))
        for (key, mark) in marks where keys.contains(key) && !kept.contains(key) {
            guard try await collection.deleteOne(condition(key, mark)) else { throw Conflict() }
            deleted += 1
        }
        return (outcome.written, deleted, refused)
    }
}
