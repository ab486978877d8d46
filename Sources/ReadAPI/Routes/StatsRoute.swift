import Contracts
import HTTPKit
import HTTPTypes
import HummingbirdCore
import JSONKit
import Projection
import Synchronization

/// `/api/stats`: how large the read models are and how far.
struct StatsRoute: Sendable {
    let queries: CatalogQueries
    let wait: Duration
    private let counts = CountCache()

    init(queries: CatalogQueries, wait: Duration) {
        self.queries = queries
        self.wait = wait
    }

    var routes: [Route] {
        let (queries, wait, counts) = (queries, wait, counts)
        return [
            Route(
                .get,
                "/api/stats",
                "How many things there are, and which positions the read models include",
                tag: "Operation",
                parameters: [.after],
                answers: [.json(200, .ref("Stats"), "The figures.", headers: ["Kinoteka-Position"])],
                problems: [.invalidHeader, .behind, .busy, .notReady]
            ) { call in
                let context = try ReadContext(call, wait: wait)
                var writer = JSONWriter(capacity: 512)
                writer.beginObject()
                writer.key("models")
                writer.beginObject()
                var least: ActiveModel?
                for info in ReadModelInfo.all {
                    let (count, model) = try await counts.count(info.name, queries, context)
                    writer.key(info.name)
                    model.write(count: count, to: &writer)
                    if model.position < least?.position ?? .init(rawValue: .max) { least = model }
                }
                writer.endObject()
                writer.endObject()
                var response = Response.json(writer.bytes)
                if let least { response.setPosition(of: least) }
                return response
            }
        ]
    }
}

/// Counting walks an index, so a count is kept for as long as its model stays at the same position.
private final class CountCache: Sendable {
    private let counts = Mutex<[String: (count: Int, model: ActiveModel)]>([:])

    func count(
        _ name: String,
        _ queries: CatalogQueries,
        _ context: ReadContext
    ) async throws(ReadError) -> (count: Int, model: ActiveModel) {
        let model = try await queries.watch.model(name, including: context.positions, until: context.deadline)
        if let known = counts.withLock({ $0[name] }), known.model == model { return known }
        let counted = try await queries.count(name, including: context.positions, until: context.deadline)
        counts.withLock { $0[name] = counted }
        return counted
    }
}

extension ActiveModel {
    fileprivate func write(count: Int, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("count")
        writer.int(count)
        writer.key("position")
        writer.string(LogPosition(log: .catalog, position: position).description)
        writer.key("version")
        writer.int(version)
        writer.key("collection")
        writer.string(collection)
        writer.endObject()
    }
}
