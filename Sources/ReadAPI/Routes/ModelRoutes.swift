import HTTPKit
import HTTPTypes
import HummingbirdCore
import Projection

/// `/api/people`, `/api/genres`, `/api/countries`, `/api/languages`: one thing, and all of them by key.
struct ModelRoutes: Sendable {
    let entity: EntityReader
    let queries: CatalogQueries
    let wait: Duration
    /// The largest page.
    let maximumLimit: Int
    /// The page without `limit`.
    let standardLimit: Int

    private var model: ReadModelInfo { entity.model }

    var routes: [Route] {
        [list, .one(of: model, orSlug: model.key == "id", entity.answer)]
    }

    private var list: Route {
        let (queries, wait, model) = (queries, wait, model)
        let limits = 1...Int64(maximumLimit)
        let standardLimit = standardLimit
        return Route(
            .get,
            "/api/\(model.name)",
            "All \(model.name), by \(model.key)",
            tag: model.tag,
            parameters: [.limit(limits, standardLimit), .cursor, .fields, .after],
            answers: [.list(of: model)],
            problems: [.invalidCursor, .invalidHeader, .behind, .busy, .notReady]
        ) { call in
            let context = try ReadContext(call, wait: wait)
            var query = try QueryReader(call)
            let limit = query.limit(limits, default: standardLimit)
            let shape = query.shape(of: model)
            let fingerprint = Cursor.Fingerprint(model.name)
            let cursor = try query.cursor(of: fingerprint)
            try query.finish()
            let page = try await queries.byKey(
                model,
                after: try cursor.map(DocumentKey.init(cursor:)),
                limit: limit,
                including: context.positions,
                until: context.deadline
            )
            let next = page.next?.cursor.text(of: fingerprint)
            return try ListAnswer(page.documents, shape, next: next).response(
                call,
                next: next,
                from: page.model
            )
        }
    }
}

extension DocumentKey {
    fileprivate var cursor: Cursor {
        switch self {
        case .int(let number): Cursor([.int(number)])
        case .string(let code): Cursor([.string(code)])
        }
    }

    fileprivate init(cursor: Cursor) throws(Problem) {
        switch cursor.keys.first {
        case .int(let number)?: self = .int(number)
        case .string(let code)?: self = .string(code)
        default: throw Problem(.invalidCursor, "This is not a cursor of this list.")
        }
    }
}
