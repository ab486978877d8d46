import Contracts
import EventLog
import Mongo

/// The phases of one rebuild, in order.
struct RebuildWork<P: Projection>: Sendable {
    let rebuild: Rebuild<P>
    let claim: RebuildClaim

    private var name: String { rebuild.manifest.name }
    private var feed: any EventFeed { rebuild.feed }
    private var directory: ProjectionDirectory { rebuild.directory }
    private var setup: ModelSetup { ModelSetup(directory: directory, manifest: rebuild.manifest) }
    private var collection: MongoCollection { directory.database.collection(claim.ticket.collection) }
    private var letters: DeadLetterStore { DeadLetterStore(directory.database) }
    private var faults: Faults { rebuild.settings.faults }

    func run() async throws -> RebuildReport {
        var clock = PhaseClock()
        try await letters.createIndexes()
        let head = try await feed.head()
        claim.enter(.fold, total: head.rawValue)
        try await setup.setValidator(collection.name)
        let (folded, tally) = try await fold(to: head)
        clock.end(.fold)

        claim.enter(.index)
        try await faults.reach(.rebuildIndex)
        try await setup.createIndexes(collection.name)
        clock.end(.index)

        let writer = ModelWriter(
            rebuild.projection,
            log: feed.log,
            collection: collection,
            letters: letters,
            token: 0,
            cacheBytes: rebuild.settings.cacheBytes,
            faults: .none
        )
        try await writer.prepare(token: 0) {}
        try await replay(tally.refused, through: head, writer)
        claim.enter(.catchUp)
        try await faults.reach(.rebuildCatchUp)
        var position = head
        var inserted = try await catchUp(writer, &position, until: Rebuild<P>.handOver)
        clock.end(.catchUp)

        claim.enter(.verify)
        try await faults.reach(.rebuildVerify)
        let refused = try await stored(tally.refused)
        try await verify(tally, expected: tally.documents + inserted + refused, foldedTo: head)
        clock.end(.verify)

        claim.enter(.switch)
        let old = try await takeOver(writer, &position, &inserted)
        clock.end(.switch)
        return RebuildReport(
            projection: name,
            collection: collection.name,
            previous: old,
            events: position.rawValue,
            documents: tally.documents + inserted + refused,
            passes: folded.passes,
            reread: folded.reread,
            parked: try await letters.count(in: collection.name),
            seconds: clock.seconds,
            totalSeconds: clock.total
        )
    }

    private func fold(to head: Position) async throws -> (FullFold<P>.Outcome, BulkInserter<P.Document>.Tally)
    {
        let inserter = BulkInserter<P.Document>(collection, log: feed.log)
        let claim = claim
        let fold = FullFold(
            projection: rebuild.projection,
            feed: feed,
            head: head,
            budget: rebuild.settings.rebuildBudget
        ) { seen, total in
            claim.advance(events: seen, of: total)
            try Task.checkCancellation()
        }
        try await faults.reach(.rebuildFold)
        let outcome = try await fold.run { chunk in
            claim.advance(events: 0, documents: try await inserter.insert(chunk))
        }
        try await letters.park(outcome.parked, of: name, in: collection.name, at: WallClock.now)
        return (outcome, inserter.tally)
    }

    /// Documents that MongoDB refused in their last form get there step by step, as far as it lets them.
    private func replay(
        _ refused: [DocumentKey: String],
        through head: Position,
        _ writer: ModelWriter<P>
    ) async throws {
        guard !refused.isEmpty else { return }
        let projection = rebuild.projection
        let keys = Set(refused.keys)
        var segment = Segment<P.Event>()
        var events: [DecodedEvent<P.Event>] = []
        try await LogScan(projection: projection, feed: feed).run(after: .start, through: head) { batch, _ in
            for event in batch where event.concerns(keys) { events.append(event) }
            return []
        }
        segment.events = events[...]
        for key in keys.sorted() { try await writer.replay(key, segment) }
    }

    /// How many of these documents are there after all.
    private func stored(_ refused: [DocumentKey: String]) async throws -> Int {
        guard !refused.isEmpty else { return 0 }
        return try await collection.find(ids: refused.keys.map(\.bson), projection: ["_id": 1]).count
    }

    /// Applies what came meanwhile until at most `rest` events are left; how many documents came into being.
    private func catchUp(_ writer: ModelWriter<P>, _ position: inout Position, until rest: Int64) async throws
        -> Int
    {
        let start = position
        var inserted = 0
        while true {
            try Task.checkCancellation()
            let head = try await feed.head()
            claim.advance(events: position.rawValue - start.rawValue, of: head.rawValue - start.rawValue)
            guard head.rawValue - position.rawValue > rest else { return inserted }
            let events = try await feed.events(after: position, limit: rebuild.settings.batchEvents)
            inserted += try await writer.apply(events).inserted
            position = events.last?.position ?? position
        }
    }

    /// Proves that the collection holds as many documents as were acknowledged, and that a sample of them has the bytes
    /// that were sent. It does not fold again: that is what `projections verify` does.
    private func verify(
        _ tally: BulkInserter<P.Document>.Tally,
        expected: Int,
        foldedTo head: Position
    ) async throws {
        let count = try await collection.count()
        guard count == expected else {
            throw ProjectionError(
                .damaged,
                "The new collection \(collection.name) holds \(count) documents, and \(expected) were written."
            )
        }
        let coder = DocumentCoder<P.Document>(log: feed.log)
        for stored in try await collection.find(ids: tally.sample.keys.map(\.bson)) {
            let header = try coder.header(of: stored)
            guard header.position <= head, let key = header.key, let sent = tally.sample[key] else {
                continue
            }
            guard sent == stored else {
                throw ProjectionError(
                    .damaged,
                    "The document \(key) of \(collection.name) is not as it was written."
                )
            }
        }
    }

    /// Takes the lease from the live projector, applies the rest and switches; the old collection, where it is kept.
    private func takeOver(
        _ writer: ModelWriter<P>,
        _ position: inout Position,
        _ inserted: inout Int
    ) async throws -> String? {
        try await faults.reach(.rebuildSwitch)
        let time = rebuild.settings.leaseTime
        let now = ContinuousClock.now
        guard
            let (lease, entry) = try await directory.seizeLease(
                name,
                holder: claim.ticket.holder,
                lasting: time
            )
        else { throw ProjectionError.fenced(name) }
        let keeper = LeaseKeeper(lease, directory: directory, lasting: time, taken: now)
        do {
            try await writer.prepare(token: lease.token) { try await keeper.keep() }
            let goal = max(try await feed.head(), entry.checkpoint[feed.log] ?? .start)
            while position < goal {
                try Task.checkCancellation()
                let events = try await feed.events(after: position, limit: rebuild.settings.batchEvents)
                guard let last = events.last else {
                    throw ProjectionError.logEndedEarly(feed.log, expected: goal, found: position)
                }
                inserted += try await writer.apply(events).inserted
                position = last.position
                try await keeper.keep()
            }
            let switched = try await directory.switchAlias(
                claim.ticket,
                version: rebuild.manifest.version,
                checkpoint: position,
                of: feed.log,
                keepingOld: rebuild.keepsOld,
                under: lease
            )
            guard switched else { throw ProjectionError.fenced(name) }
            try await faults.reach(.rebuildSwitched)
        } catch {
            await Task { await keeper.release() }.value
            throw error
        }
        await keeper.release()
        // The switch is done; what is left over here, the next rebuild drops.
        try? await dropOlder(than: entry)
        return rebuild.keepsOld ? entry.collection : nil
    }

    /// Of the collections that were active before, only the last one stays.
    private func dropOlder(than entry: DirectoryEntry) async throws {
        let older = entry.previous.map(\.collection) + (rebuild.keepsOld ? [] : [entry.collection])
        for collection in older {
            _ = try await directory.update(
                name,
                where: ["collection": ["$ne": .string(collection)]],
                ["$pull": ["previous": ["collection": .string(collection)]]]
            )
            try await directory.database.collection(collection).drop()
            try await letters.removeAll(in: collection)
        }
    }
}

/// How long each phase took.
private struct PhaseClock {
    private let start = ContinuousClock.now
    private var last = ContinuousClock.now
    private(set) var seconds: [RebuildProgress.Phase: Double] = [:]

    mutating func end(_ phase: RebuildProgress.Phase) {
        let now = ContinuousClock.now
        seconds[phase] = (now - last).inSeconds
        last = now
    }

    var total: Double { (last - start).inSeconds }
}

extension DecodedEvent {
    /// Whether the event may change one of these documents.
    fileprivate func concerns(_ keys: Set<DocumentKey>) -> Bool {
        switch content {
        case .nothing: false
        case .failed: ownKey.map(keys.contains) ?? true
        case .event(_, let touches):
            touches.contains { touch in
                switch touch {
                case .document(let key): keys.contains(key)
                case .embedding: true
                }
            }
        }
    }
}
