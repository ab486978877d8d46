import Contracts
import Mongo

extension ModelWriter {
    /// A document that has to be stored.
    struct PendingWrite {
        let key: DocumentKey
        let folded: FoldedDocument<Document>
        let mark: StoredMark
        let bytes: BSONDocument
    }

    /// Folds a segment and stores what it changed: first the dead letters, then the documents.
    func write(_ segment: Segment<P.Event>, _ outcome: inout Outcome) async throws {
        let keys = segment.keys.union(segment.embedding)
        var set = try await load(keys, new: segment.new)
        try await faults.reach(.liveLoaded)
        let parked = try await fold(segment, &set)
        try await park(parked, &outcome)
        try await faults.reach(.liveParked)
        let pending = pendingWrites(&set)
        let refused = try await store(pending, &outcome)
        try await faults.reach(.liveWritten)
        for write in pending where refused[write.key] == nil {
            remember(write)
            outcome.changed.append(write.key)
        }
        for key in refused.keys.sorted() {
            try await applyStepwise(key, segment, &outcome)
        }
    }

    /// Folds the events into the set. Documents of which an event failed are loaded and folded again without it.
    private func fold(
        _ segment: Segment<P.Event>,
        _ set: inout WorkingSet<Document>
    ) async throws -> [ParkedEvent] {
        var parked = refuseUnreadable(segment, set)
        var selection = FoldSelection.all
        for attempt in 0... {
            guard attempt < 8 else { throw ProjectionError.unstableFold(projection.name) }
            var fold = LogFold(projection, selection: selection, stops: stops, recordsWaiting: true)
            move(&set, to: &fold, selection)
            for event in segment.events { fold.add(event) }
            if let last = segment.events.last { fold.settleAll(before: last.place.position.next) }
            stops = fold.stops
            parked += fold.parked
            move(&fold, to: &set)
            guard !fold.spoiled.isEmpty else { break }
            let again = try await load(fold.spoiled, new: [])
            set.documents.merge(again.documents) { _, new in new }
            selection = .keys(fold.spoiled)
        }
        guard stops.documents.count <= DeadLetterStore.limit else {
            throw ProjectionError(
                .tooManyFailures,
                "Events of more than \(DeadLetterStore.limit) documents of \(projection.name) failed, so the "
                    + "projection itself is wrong; see `dead-letters list`, mend it and retry."
            )
        }
        return parked
    }

    /// A document that cannot be read back stops at its next event.
    private func refuseUnreadable(_ segment: Segment<P.Event>, _ set: WorkingSet<Document>) -> [ParkedEvent] {
        var parked: [ParkedEvent] = []
        for (key, reason) in set.unreadable {
            let first = segment.events.first { event in
                guard case .event(_, let touches) = event.content else { return false }
                return segment.embedding.contains(key) || touches.contains(.document(key))
            }
            guard let first, !stops.stops(key, at: first.place.position) else { continue }
            stops.stop(key, at: first.place.position)
            parked.append(ParkedEvent(place: first.place, type: first.type, key: key, cause: .failed(reason)))
        }
        return parked
    }

    private func move(
        _ set: inout WorkingSet<Document>,
        to fold: inout LogFold<P>,
        _ selection: FoldSelection
    ) {
        for key in Array(set.documents.keys) where selection.contains(key) {
            guard set.documents[key]?.mark.exists == true, set.unreadable[key] == nil,
                let folded = set.documents[key]?.folded
            else { continue }
            set.documents[key]?.folded = FoldedDocument()
            fold.documents[key] = folded
        }
    }

    private func move(_ fold: inout LogFold<P>, to set: inout WorkingSet<Document>) {
        for (key, folded) in fold.documents {
            set.documents[key, default: LoadedDocument()].folded = folded
        }
        fold.documents = [:]
        for key in fold.heldBack where set.documents[key]?.folded.isAbsent == false {
            set.documents[key]?.folded.isStale = true
        }
    }

    private func park(_ parked: [ParkedEvent], _ outcome: inout Outcome) async throws {
        guard !parked.isEmpty else { return }
        try await letters.park(parked, of: projection.name, in: collection.name, at: WallClock.now)
        outcome.parked += parked.count
        outcome.failed += parked.count { if case .waiting = $0.cause { false } else { true } }
    }

    /// Encodes what changed; what did not goes back to the cache.
    private func pendingWrites(_ set: inout WorkingSet<Document>) -> [PendingWrite] {
        var pending: [PendingWrite] = []
        for (key, loaded) in set.documents {
            guard !loaded.folded.isAbsent, set.unreadable[key] == nil else { continue }
            let mark = loaded.mark
            if mark.exists, loaded.folded.position == mark.position, loaded.folded.isStale == mark.isStale {
                cache.put(key, loaded, bytes: cost(mark.bytes))
            } else {
                let bytes = coder.encode(key, loaded.folded, fence: token)
                pending.append(PendingWrite(key: key, folded: loaded.folded, mark: mark, bytes: bytes))
            }
        }
        set.documents = [:]
        return pending
    }

    /// Writes each document on the condition that it is as it was loaded and nobody newer was there.
    ///
    /// - Returns: the documents that MongoDB refuses, and why.
    func store(_ pending: [PendingWrite], _ outcome: inout Outcome) async throws -> [DocumentKey: String] {
        var refused: [DocumentKey: String] = [:]
        var accepted: [PendingWrite] = []
        var replaces = 0
        for write in pending {
            guard write.bytes.byteCount < Self.largestDocument else {
                refused[write.key] =
                    "The document has \(write.bytes.byteCount) bytes; MongoDB stores 16 MiB at most."
                continue
            }
            accepted.append(write)
            if write.mark.exists { replaces += 1 }
        }
        guard !accepted.isEmpty else { return refused }
        // An insert is a command of its own, which a reader of a replaced document would wait for, too.
        let upserts = replaces > 0 && accepted.count - replaces <= Self.mostUpserts
        let operations = accepted.map { write in
            write.mark.exists ? replacement(of: write) : upserts ? upsert(write) : .insert(write.bytes)
        }
        try await faults.reach(.liveWriting)
        let result = try await collection.bulkWrite(operations, ordered: false)
        for error in result.writeErrors {
            let write = accepted[error.index]
            if error.kind == .duplicateKey, !write.mark.exists { throw Conflict() }
            let failure = MongoError(error.kind, error.message, code: error.code)
            guard !failure.isTransient else { throw failure }
            refused[write.key] = error.message
            if write.mark.exists { replaces -= 1 }
        }
        guard result.matched == replaces else { throw Conflict() }
        let inserted = result.inserted + result.upserted.count
        outcome.written += result.matched + inserted
        outcome.inserted += inserted
        return refused
    }

    private static var mostUpserts: Int { 64 }

    /// An insert that travels with replaces. No document has such a fence, so where one has the key it is a duplicate.
    private func upsert(_ write: PendingWrite) -> WriteOperation {
        .replaceOne(["_id": write.key.bson, "_fence": ["$lt": 0]], with: write.bytes, upsert: true)
    }

    /// Puts the new document in the place of the stored one; where little of it differs, by that alone. One more film is
    /// some bytes in a person's long filmography, and what MongoDB writes and logs is what it is sent.
    private func replacement(of write: PendingWrite) -> WriteOperation {
        let condition = condition(write.key, write.mark)
        guard let stored = write.mark.stored, let changes = try? stored.changes(to: write.bytes) else {
            return .replaceOne(condition, with: write.bytes)
        }
        let set = BSONDocument(changes)
        guard set.byteCount < write.bytes.byteCount / 2 else {
            return .replaceOne(condition, with: write.bytes)
        }
        return .updateOne(condition, ["$set": .document(set)])
    }

    private static var largestDocument: Int { 16 << 20 }

    /// A document that was put there from outside may lack position and fence: it is then as if it had zeros.
    func condition(_ key: DocumentKey, _ mark: StoredMark) -> BSONDocument {
        var filter = BSONWriter(capacity: 96)
        switch key {
        case .int(let number): filter.append("_id", number)
        case .string(let code): filter.append("_id", code)
        }
        if mark.position == .start {
            filter.document("_pos.\(log)") { $0.document("$not") { $0.append("$gt", Int64(0)) } }
        } else {
            filter.append("_pos.\(log)", mark.position.rawValue)
        }
        filter.document("_fence") { $0.document("$not") { $0.append("$gt", token) } }
        return filter.finish()
    }

    /// Keeps a document that was stored.
    func remember(_ write: PendingWrite) {
        let mark = StoredMark(
            exists: true,
            position: write.folded.position,
            isStale: write.folded.isStale,
            stored: write.bytes
        )
        cache.put(write.key, LoadedDocument(folded: write.folded, mark: mark), bytes: cost(mark.bytes))
    }

    private func cost(_ bytes: Int) -> Int {
        bytes * (FullFold<P>.memoryFactor + 1) + LogFold<P>.documentWeight
    }

    /// Applies the events of one document one at a time, because MongoDB refused the result of all: finds the event that
    /// it refuses, parks that and lets the later ones wait.
    func applyStepwise(_ key: DocumentKey, _ segment: Segment<P.Event>, _ outcome: inout Outcome) async throws
    {
        var loaded = try await load([key], new: []).documents[key] ?? LoadedDocument()
        var fold = LogFold(projection, selection: .keys([key]), stops: stops, recordsWaiting: true)
        if loaded.mark.exists { fold.documents[key] = loaded.folded }
        for event in segment.events {
            let before = fold.documents[key]
            fold.add(event)
            fold.settle(key, before: event.place.position.next)
            guard let after = fold.documents[key], after.position > loaded.mark.position else { continue }
            let write = PendingWrite(
                key: key,
                folded: after,
                mark: loaded.mark,
                bytes: coder.encode(key, after, fence: token)
            )
            let refusal = try await store([write], &outcome)[key]
            if let refusal {
                fold.refuse(key, event, refusal)
                fold.documents[key] = before
            } else {
                loaded = LoadedDocument(
                    folded: after,
                    mark: StoredMark(exists: true, position: after.position)
                )
            }
        }
        stops = fold.stops
        try await park(fold.parked, &outcome)
        if var stale = fold.documents[key], loaded.mark.exists, !loaded.mark.isStale,
            fold.heldBack.contains(key)
        {
            stale.isStale = true
            let bytes = coder.encode(key, stale, fence: token)
            _ = try await store(
                [PendingWrite(key: key, folded: stale, mark: loaded.mark, bytes: bytes)],
                &outcome
            )
        }
    }
}

extension ModelWriter {
    /// Makes a document from its events, one at a time, as far as MongoDB accepts it.
    func replay(_ key: DocumentKey, _ segment: Segment<P.Event>) async throws {
        var outcome = Outcome()
        try await applyStepwise(key, segment, &outcome)
    }
}
