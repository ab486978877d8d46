import HTTPKit
import HummingbirdCore
import Mongo
import NIOCore

/// Answers for one thing of a read model, by its key or slug.
struct EntityReader: Sendable {
    private enum Keys: Sendable {
        case numbers(DocumentLoader<Int64>, slugs: DocumentLoader<String>)
        case codes(DocumentLoader<String>)
    }

    let model: ReadModelInfo
    private let keys: Keys
    private let wait: Duration

    init(_ model: ReadModelInfo, in database: MongoDatabase, _ watch: ModelWatch, wait: Duration) {
        self.model = model
        self.wait = wait
        if model.key == "id" {
            keys = .numbers(
                DocumentLoader(model.name, by: "_id", in: database, watch),
                slugs: DocumentLoader(model.name, by: "slug", in: database, watch)
            )
        } else {
            keys = .codes(DocumentLoader(model.name, by: "_id", in: database, watch))
        }
    }

    /// The thing that the path's `{id}` names: 200, 304, 404 or 410.
    func answer(_ call: Call) async throws -> Response {
        let context = try ReadContext(call, wait: wait)
        var shape = model.shape
        if call.request.uri.query != nil {
            var query = try QueryReader(call)
            shape = query.shape(of: model)
            try query.finish()
        }
        let name = call.parameter("id")
        let loaded = try await load(name, context)
        guard let document = loaded.document else {
            throw Problem(.notFound, "There is no \(model.thing) \"\(name.prefix(100))\".")
        }
        let header = try DocumentHeader(document)
        if header.isGone {
            throw Problem(.gone, "The \(model.thing) \"\(name.prefix(100))\" was withdrawn from the catalog.")
        }
        let etag = header.etag
        var response: Response
        if call.has(etag) {
            response = .notModified(etag)
        } else {
            var buffer = ByteBuffer()
            do {
                try document.writeJSON(into: &buffer, shape)
            } catch {
                throw ReadError.broken(reason: error.description)
            }
            response = .json(buffer, etag: etag)
        }
        response.setPosition(of: loaded.model)
        return response
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
