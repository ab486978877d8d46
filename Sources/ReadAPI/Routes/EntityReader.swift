import Contracts
import HTTPKit
import HummingbirdCore
import Mongo
import NIOCore
import Projection
import SearchIndex

/// Answers for one thing of a read model, by its key or slug.
///
/// Films with all their fields come from the cache where it has them. A person's page is made of two documents and more,
/// so it is made anew each time.
struct EntityReader: Sendable {
    private enum Keys: Sendable {
        case numbers(DocumentLoader<Int64>, slugs: DocumentLoader<String>)
        case codes(DocumentLoader<String>)
    }

    let model: ReadModelInfo
    private let keys: Keys
    private let wait: Duration
    private let cached: CachedModel?
    private let pages: DocumentPages

    /// What the cache holds of a model.
    struct CachedModel: Sendable {
        var kind: CatalogSchema.Kind
        var cache: DocumentCache
        var replica: CatalogReplica

        /// Up to which event what is in the cache is current.
        var position: Position? { replica.position(of: [DocumentPages.model(kind).name]) }
    }

    init(
        _ model: ReadModelInfo,
        in database: MongoDatabase,
        _ watch: ModelWatch,
        wait: Duration,
        pages: DocumentPages,
        cached: CachedModel? = nil
    ) {
        self.model = model
        self.wait = wait
        self.pages = pages
        self.cached = cached
        if model.key == "id" {
            keys = .numbers(
                DocumentLoader(model.name, by: "_id", in: database, watch),
                slugs: DocumentLoader(model.name, by: "slug", in: database, watch)
            )
        } else {
            keys = .codes(DocumentLoader(model.name, by: "_id", in: database, watch))
        }
    }

    /// The thing that the path names: 200, 304, 404 or 410.
    func answer(_ call: Call) async throws -> Response {
        let context = try ReadContext(call, wait: wait)
        var (shape, hasPageFields) = (model.shape, !model.pageFields.isEmpty)
        if call.request.uri.query != nil {
            var query = try QueryReader(call)
            (shape, hasPageFields) = query.pageShape(of: model)
            try query.finish()
        }
        let name = call.parameter(model.key)
        let hasAllFields = call.request.uri.query == nil && !hasPageFields
        if hasAllFields, let answer = cachedAnswer(name, call, context) { return answer }
        let ticket = hasAllFields ? ticket(name) : nil
        let loaded = try await load(name, context)
        guard let document = loaded.document else { throw notFound(name) }
        let header = try DocumentHeader(document)
        if header.isGone {
            throw Problem(.gone, "The \(model.thing) \"\(name.prefix(100))\" was withdrawn from the catalog.")
        }
        if hasPageFields { return try await page(of: document, header, shape, loaded.model, call, context) }
        var response: Response
        if call.has(header.etag) {
            response = .notModified(header.etag)
        } else if let ticket, let encoded = try EncodedDocument(document, model) {
            insert(encoded, loaded, ticket)
            response = .json(encoded.json, etag: encoded.etag)
        } else {
            response = .json(try json(of: document, shape), etag: header.etag)
        }
        response.setPosition(of: loaded.model)
        return response
    }

    /// A person with the films as they are called now.
    private func page(
        of person: BSONDocument,
        _ header: DocumentHeader,
        _ shape: JSONShape,
        _ model: ActiveModel,
        _ call: Call,
        _ context: ReadContext
    ) async throws(ReadError) -> Response {
        var filmography = try Filmography(of: person)
        var oldest = model
        if !filmography.movies.isEmpty {
            let films = try await pages.films(filmography.movies, context)
            try filmography.add(films.documents)
            if films.model.position < model.position { oldest = films.model }
        }
        let etag = ETag("\(header.etag.value).\(filmography.state)")
        var response: Response
        if call.has(etag) {
            response = .notModified(etag)
        } else {
            var buffer = try json(of: person, shape)
            try filmography.write(into: &buffer)
            response = .json(buffer, etag: etag)
        }
        response.setPosition(of: oldest)
        return response
    }

    private func json(of document: BSONDocument, _ shape: JSONShape) throws(ReadError) -> ByteBuffer {
        var buffer = ByteBuffer()
        do throws(BSONError) {
            try document.writeJSON(into: &buffer, shape)
        } catch {
            throw .broken(reason: error.description)
        }
        return buffer
    }

    /// The answer from the cache, if it has the document and everything that the reader has seen is in it.
    private func cachedAnswer(_ name: String, _ call: Call, _ context: ReadContext) -> Response? {
        guard let cached, let position = cached.position,
            context.positions.allSatisfy({ $0.position <= position })
        else { return nil }
        let document: EncodedDocument?
        if let id = Int64(name) {
            document = cached.cache.document(SearchKey(kind: cached.kind.rawValue, id: id))
        } else {
            document = cached.cache.document(slug: name, kind: cached.kind)
        }
        // After a rollback the position is behind, and the document may be, too.
        guard let document, let now = cached.position, now >= position else { return nil }
        var response: Response =
            call.has(document.etag) ? .notModified(document.etag) : .json(document.json, etag: document.etag)
        response.setPosition(LogPosition(log: .catalog, position: position))
        return response
    }

    /// What an insertion into the cache needs; nil for what is not cached.
    private func ticket(_ name: String) -> DocumentCache.Ticket? {
        guard let cached else { return nil }
        // The key of a slug is not known yet.
        guard let id = Int64(name) else { return cached.cache.ticket() }
        return cached.cache.ticket(SearchKey(kind: cached.kind.rawValue, id: id))
    }

    private func insert(_ encoded: EncodedDocument, _ loaded: LoadedDocument, _ ticket: DocumentCache.Ticket)
    {
        guard let cached, let id = loaded.document?["_id"]?.int64Value else { return }
        let key = SearchKey(kind: cached.kind.rawValue, id: id)
        cached.cache.insert(encoded, key, ticket, from: loaded.model.collection)
    }

    /// The identifier that a path gives, or that of the thing whose slug it gives; nil where nothing has that slug.
    func identifier(_ name: String, _ context: ReadContext) async throws(ReadError) -> Int64? {
        if let id = Int64(name) { return id }
        return try await load(name, context).document?["_id"]?.int64Value
    }

    /// What is answered where there is no such thing.
    func notFound(_ name: String) -> Problem {
        Problem(.notFound, "There is no \(model.thing) \"\(name.prefix(100))\".")
    }

    private func load(_ name: String, _ context: ReadContext) async throws(ReadError) -> LoadedDocument {
        switch keys {
        case .numbers(let numbers, let slugs):
            if let id = Int64(name) {
                return try await numbers.load(id, including: context.positions, until: context.deadline)
            }
            return try await slugs.load(name, including: context.positions, until: context.deadline)
        case .codes(let codes):
            return try await codes.load(name, including: context.positions, until: context.deadline)
        }
    }
}
