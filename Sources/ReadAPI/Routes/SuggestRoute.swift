import Contracts
import HTTPKit
import HTTPTypes
import HummingbirdCore
import JSONKit
import SearchIndex

/// `/api/suggest`: what a user may be about to type. Answered from the index alone.
struct SuggestRoute: Sendable {
    let replica: CatalogReplica
    let wait: Duration

    var routes: [Route] {
        let (replica, wait) = (replica, wait)
        return [
            Route(
                .get,
                "/api/suggest",
                "Titles and people that a query may become",
                details: "Made for every key press: at most 10, best first, with typos forgiven.",
                tag: "Search",
                parameters: [
                    .query("q", .string(), "What has been typed.", isRequired: true), .limit(1...10, 10),
                    .after,
                ],
                answers: [.json(200, .ref("Suggestions"), "Best first.", headers: ["Kinoteka-Position"])],
                problems: [.invalidHeader, .behind, .busy, .notReady]
            ) { call in
                let context = try ReadContext(call, wait: wait)
                var reader = try QueryReader(call)
                var query = SearchQuery(limit: reader.limit(1...10, default: 10))
                let text = reader.text("q")
                if text == nil { reader.fail("q", "what has been typed was expected") }
                try reader.finish()
                query.text = text ?? ""
                query.titlesOnly = true
                query.bounds = .suggestions
                let view = try await replica.view(
                    including: context.positions,
                    of: Self.models,
                    until: context.deadline
                )
                let wanted = query
                let answer = await CatalogSearch.compute { view.index.search(wanted) }
                var response = Response.json(Self.write(answer, replica.schema))
                response.setPosition(LogPosition(log: .catalog, position: view.position(of: Self.models)))
                return response
            }
        ]
    }

    private static let models = CatalogSchema.Kind.allCases.map { DocumentPages.model($0).name }

    private static func write(_ answer: SearchAnswer, _ schema: SearchSchema) -> [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.key("items")
        writer.beginArray()
        for hit in answer.hits {
            let kind = CatalogSchema.Kind(rawValue: hit.key.kind) ?? .movie
            writer.beginObject()
            writer.key("type")
            writer.string(kind.name)
            writer.key("id")
            writer.int(hit.key.id)
            writer.key("text")
            writer.string(hit.title)
            if case let year? = hit.numbers[CatalogSchema.Number.year.place] {
                writer.key("year")
                writer.int(Int(year))
            }
            writer.key("ranges")
            writer.beginArray()
            for range in Highlighter(hit.matchedWords, schema: schema).ranges(in: hit.title) {
                writer.beginArray()
                writer.int(range.lowerBound)
                writer.int(range.count)
                writer.endArray()
            }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }
}
