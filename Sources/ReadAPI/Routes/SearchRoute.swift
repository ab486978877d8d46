import Contracts
import HTTPKit
import HTTPTypes
import HummingbirdCore
import NIOCore
import SearchIndex

/// `/api/search`: films and people by words.
struct SearchRoute: Sendable {
    let search: CatalogSearch
    let wait: Duration

    static let parameters: [Parameter] =
        [
            .query(
                "q",
                .string(),
                "Words, the last of which may be unfinished, phrases in quotation marks, `-without`; all without it."
            ),
            .query("type", .string(), "`movie`, `person`, or both with a comma; both without it."),
        ] + SearchFilterReader.parameters + [
            .query("sort", .string(oneOf: SearchRequest.sorts), "The order; `relevance` without it."),
            .limit(1...100, 20), .cursor, .fields, .after,
            .query("highlight", .boolean, "Whether items say where the words stand in them."),
            .query("explain", .boolean, "Whether items say how they were ranked."),
        ] + FacetReader.parameters

    var routes: [Route] {
        let (search, wait) = (search, wait)
        return [
            Route(
                .get,
                "/api/search",
                "Films and people by words",
                details: "Every text is a valid query. How hits are found and ranked is in docs/search.md.",
                tag: "Search",
                parameters: Self.parameters,
                answers: [.found("SearchResult")],
                problems: [.invalidCursor, .invalidHeader, .behind, .busy, .notReady]
            ) { call in
                let context = try ReadContext(call, wait: wait)
                var reader = try QueryReader(call)
                let request = try SearchRequest.read(&reader, .search, search.replica.schema)
                return try await search.find(request, context).response(call, search.replica.schema)
            }
        ]
    }
}

extension AnswerDescription {
    /// A page of hits.
    static func found(_ schema: String) -> AnswerDescription {
        .json(200, .ref(schema), "A page.", headers: ["Link", "Kinoteka-Position"])
    }
}

extension CatalogSearch.Page {
    func response(_ call: Call, _ schema: SearchSchema) -> Response {
        let writer = SearchAnswerWriter(self, schema)
        var buffer = ByteBuffer()
        buffer.reserveCapacity(items.reduce(1024) { $0 + $1.json.count + 64 })
        writer.write(into: &buffer)
        var response = Response.json(buffer)
        response.setPosition(LogPosition(log: .catalog, position: position))
        if let next = writer.next { response.setNextLink(call, cursor: next) }
        return response
    }
}
