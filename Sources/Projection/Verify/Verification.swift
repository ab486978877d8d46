import Contracts
import EventLog
import Mongo

/// A model compared with the fold of its log, document by document and byte by byte, while the projector goes on.
///
/// A document that the projector changed after the checkpoint that was folded to is loaded again, and folded again up to
/// exactly the event that it says it includes. So a difference is never one of time.
struct Verification<P: Projection>: Sendable {
    let projection: P
    let manifest: Manifest
    let feed: any EventFeed
    let directory: ProjectionDirectory
    let settings: ProjectorSettings
    /// Differences that are reported in full.
    var shown = 20

    private static var recheckChunk: Int { 5_000 }

    /// Compares everything; the report and the keys of all documents that are wrong.
    func run(
        _ onProgress: @escaping @Sendable (RebuildProgress) -> Void
    ) async throws -> (VerifyReport, [DocumentKey]) {
        let clock = ContinuousClock.now
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
        let head = entry.checkpoint[feed.log] ?? .start
        let collection = directory.database.collection(entry.collection)
        let stops = try await DeadLetterStore(directory.database).stops(in: entry.collection)
        let findings = VerifyFindings.Box()
        let meter = ProgressMeter(total: head.rawValue, onProgress)
        let fold = FullFold(
            projection: projection,
            feed: feed,
            head: head,
            budget: settings.rebuildBudget,
            stops: stops
        ) { seen, _ in
            try Task.checkCancellation()
            meter.seen(seen)
        }
        _ = try await fold.run { chunk in
            try await compare(chunk, in: collection, foldedTo: head, findings)
        }
        try await lookForExtra(in: collection, findings)
        try await recheck(in: collection, head, findings)
        guard try await directory.entry(manifest.name)?.collection == entry.collection else {
            throw ProjectionError(
                .fenced,
                "\(manifest.name) was switched while it was verified; verify it again."
            )
        }
        return findings.report(manifest.name, entry.collection, head, shown, since: clock)
    }

    private func compare(
        _ chunk: [KeyedDocument<P.Document>],
        in collection: MongoCollection,
        foldedTo head: Position,
        _ findings: VerifyFindings.Box
    ) async throws {
        let coder = DocumentCoder<P.Document>(log: feed.log)
        var stored: [DocumentKey: BSONDocument] = [:]
        for document in try await collection.find(ids: chunk.map(\.key.bson)) {
            if let key = try coder.header(of: document).key { stored[key] = document }
        }
        var part = VerifyFindings()
        for expected in chunk {
            part.compared += 1
            part.seen.insert(expected.key.stableHash)
            guard let document = stored[expected.key] else {
                part.differences[expected.key] = DocumentDifference(
                    key: expected.key,
                    kind: .missing,
                    fields: []
                )
                continue
            }
            let header = try coder.header(of: document)
            if header.isStale { part.stale += 1 }
            if header.position > head {
                part.recheck.insert(expected.key)
            } else {
                part.differences[expected.key] = coder.difference(document, header, expected)
            }
        }
        findings.add(part)
    }

    /// Stored documents that the fold did not make: younger than the fold, or too many.
    private func lookForExtra(in collection: MongoCollection, _ findings: VerifyFindings.Box) async throws {
        var last: DocumentKey?
        var isRead = false
        while !isRead {
            try Task.checkCancellation()
            let page = try await Self.keys(in: collection, after: last)
            findings.addUnseen(page)
            isRead = page.count < Self.keyPage
            last = page.last
        }
    }

    private static var keyPage: Int { 10_000 }

    @inline(never)
    private static func keys(in collection: MongoCollection, after last: DocumentKey?) async throws
        -> [DocumentKey]
    {
        let page = try await collection.scan(after: last?.bson, limit: keyPage, projection: ["_id": 1])
        return page.compactMap { $0["_id"].flatMap(DocumentKey.init) }
    }

    /// Compares documents again, each with the fold up to the event that it includes.
    private func recheck(in collection: MongoCollection, _ head: Position, _ findings: VerifyFindings.Box)
        async throws
    {
        var keys = findings.takeRecheck().sorted()[...]
        let coder = DocumentCoder<P.Document>(log: feed.log)
        while !keys.isEmpty {
            let part = keys.prefix(Self.recheckChunk)
            keys = keys.dropFirst(part.count)
            var stored: [DocumentKey: BSONDocument] = [:]
            for document in try await collection.find(ids: part.map(\.bson)) {
                if let key = try coder.header(of: document).key { stored[key] = document }
            }
            var stops = try await DeadLetterStore(directory.database).stops(in: collection.name)
            var end = head
            for (key, document) in stored {
                let reached = max(head, try coder.header(of: document).position)
                stops.stop(key, at: reached.next)
                end = max(end, reached)
            }
            for key in part where stored[key] == nil { stops.stop(key, at: head.next) }
            var fold = KeyFold(projection, feed, keys: Set(part), stops: stops)
            try await fold.advance(to: end)
            var expected: [DocumentKey: KeyedDocument<P.Document>] = [:]
            for document in fold.documents { expected[document.key] = document }
            findings.settle(part) { key in
                guard let document = stored[key] else {
                    return expected[key].map { DocumentDifference(key: $0.key, kind: .missing, fields: []) }
                }
                guard let wanted = expected[key], let header = try? coder.header(of: document) else {
                    return DocumentDifference(key: key, kind: .extra, fields: [])
                }
                return coder.difference(document, header, wanted)
            }
        }
    }
}

extension DocumentCoder {
    /// How a stored document differs from what the fold gives, apart from who wrote it and whether it is marked stale.
    fileprivate func difference(
        _ stored: BSONDocument,
        _ header: Header,
        _ expected: KeyedDocument<Document>
    ) -> DocumentDifference? {
        var folded = expected.folded
        folded.isStale = header.isStale
        let bytes = encode(expected.key, folded, fence: header.fence)
        guard bytes != stored else { return nil }
        return DocumentDifference(
            key: expected.key,
            kind: .different,
            fields: FieldComparison.differences(stored: stored, expected: bytes)
        )
    }
}
