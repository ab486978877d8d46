import Contracts
import Mongo
import Projection
import Synchronization

/// Looks documents of one model up by one field, many readers' keys in one query.
///
/// Keys that come while queries are in flight wait for the next one, a `find {field: {$in: [...]}}` for all of them.
/// Nothing is delayed for it: a reader who comes alone gets a query at once. A key never joins a query that was sent
/// before it came, so what a reader gets is at least as new as its request. Equal keys that wait share one lookup.
final class DocumentLoader<Key: LookupKey>: Sendable {
    private typealias Waiter = UnsafeContinuation<Result<LoadedDocument, ReadError>, Never>

    private struct State {
        var waiting: [Key: [Waiter]] = [:]
        var waiterCount = 0
        var workers = 0
    }

    private let name: String
    private let field: StaticString
    private let database: MongoDatabase
    private let watch: ModelWatch
    private let bounds: LoaderBounds
    private let state = Mutex(State())

    /// - Parameter field: `_id`, or a field with unique values that an index serves.
    init(
        _ name: String,
        by field: StaticString,
        in database: MongoDatabase,
        _ watch: ModelWatch,
        bounds: LoaderBounds = LoaderBounds()
    ) {
        self.name = name
        self.field = field
        self.database = database
        self.watch = watch
        self.bounds = bounds
    }

    /// The document of a key, from a model that includes the positions.
    func load(
        _ key: Key,
        including positions: [LogPosition],
        until deadline: ContinuousClock.Instant
    ) async throws(ReadError) -> LoadedDocument {
        while true {
            let model = try await watch.model(name, including: positions, until: deadline)
            let loaded: LoadedDocument
            do throws(ReadError) {
                loaded = try await lookUp(key)
            } catch {
                // A query fails when its collection is dropped under it.
                let fresh = try await watch.refreshed(name, until: deadline)
                if fresh.collection == model.collection { throw error }
                continue
            }
            // A rollback may have come between: its model can be behind.
            guard positions.allSatisfy(loaded.model.includes) else { continue }
            if loaded.document != nil { return loaded }
            // Nothing there, or a collection that was dropped after a switch which this process had not seen yet.
            let fresh = try await watch.refreshed(name, until: deadline)
            if fresh.collection == loaded.model.collection { return loaded }
        }
    }

    private func lookUp(_ key: Key) async throws(ReadError) -> LoadedDocument {
        try await withUnsafeContinuation { continuation in
            let isNew = state.withLock { state -> Bool? in
                guard state.waiterCount < bounds.waiters else { return nil }
                state.waiting[key, default: []].append(continuation)
                state.waiterCount += 1
                guard state.workers < bounds.workers else { return false }
                state.workers += 1
                return true
            }
            switch isNew {
            case true?: Task { await work() }
            case false?: break
            case nil: continuation.resume(returning: .failure(.busy))
            }
        }.get()
    }

    /// Sends query after query until nobody waits.
    private func work() async {
        while let batch = nextBatch() {
            do throws(ReadError) {
                let model = try watch.current(name)
                let documents = try await find(Array(batch.keys), in: model)
                for (key, waiters) in batch {
                    let loaded = LoadedDocument(document: documents[key], model: model)
                    for waiter in waiters { waiter.resume(returning: .success(loaded)) }
                }
            } catch {
                for waiter in batch.values.joined() { waiter.resume(returning: .failure(error)) }
            }
        }
    }

    private func nextBatch() -> [Key: [Waiter]]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.workers -= 1
                return nil
            }
            var batch: [Key: [Waiter]] = [:]
            swap(&batch, &state.waiting)
            state.waiterCount = 0
            return batch
        }
    }

    private func find(_ keys: [Key], in model: ActiveModel) async throws(ReadError) -> [Key: BSONDocument] {
        let collection = database.collection(model.collection)
        var filter = BSONWriter(capacity: 32 + 16 * keys.count)
        filter.document(field) { $0.array("$in", of: keys) }
        let query = filter.finish()
        let batch = try await withReadDeadline(bounds.queryTime) { () throws(MongoError) in
            // With a limit, one answer has them all. Two films may have one slug for a moment.
            try await collection.find(query, FindOptions(limit: 2 * keys.count))
        }
        var documents: [Key: BSONDocument] = [:]
        documents.reserveCapacity(batch.count)
        for document in batch {
            if let key = key(of: document) { documents[key] = document }
        }
        return documents
    }

    private func key(of document: BSONDocument) -> Key? {
        try? document.withReader { reader throws(BSONError) in
            try reader.next(named: field).flatMap(Key.init(field:))
        }
    }
}

/// What a ``DocumentLoader`` allows itself.
struct LoaderBounds: Sendable {
    /// Queries in flight at a time.
    var workers = 2
    /// Readers that may wait, and so the keys of one query; beyond that they are refused at once.
    var waiters = 8_192
    /// How long one query may take.
    var queryTime: Duration = .seconds(2)
}
