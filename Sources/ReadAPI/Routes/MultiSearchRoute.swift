import Contracts
import HTTPKit
import HTTPTypes
import HummingbirdCore
import JSONKit
import NIOCore

/// `POST /api/multi-search`: several searches in one request, for a page that shows several lists.
struct MultiSearchRoute: Sendable {
    static let maximumQueries = 20

    let search: CatalogSearch
    let wait: Duration

    var routes: [Route] {
        let (search, wait) = (search, wait)
        return [
            Route(
                .post,
                "/api/multi-search",
                "Up to 20 searches in one request",
                details: """
                    Each query has the parameters of `GET /api/search` as members: texts, numbers, truth values, and \
                    lists where a parameter takes several values. The results come in the order of the queries, all \
                    from the same state of the catalog or a newer one.
                    """,
                tag: "Search",
                parameters: [.after],
                body: .json(.ref("MultiSearch"), "The queries."),
                answers: [
                    .json(200, .ref("MultiSearchResult"), "The results.", headers: ["Kinoteka-Position"])
                ],
                problems: [.invalidCursor, .invalidHeader, .behind, .busy, .notReady]
            ) { call in
                let context = try ReadContext(call, wait: wait)
                let requests = try Self.read(try await call.body(), search)
                var buffer = ByteBuffer()
                buffer.writeStaticString("{\"results\":[")
                var least: Position?
                for (index, request) in requests.enumerated() {
                    let page = try await search.find(request, context)
                    if index > 0 { buffer.writeInteger(UInt8(ascii: ",")) }
                    SearchAnswerWriter(page, search.replica.schema).write(into: &buffer)
                    least = min(least ?? page.position, page.position)
                }
                buffer.writeStaticString("]}")
                var response = Response.json(buffer)
                if let least { response.setPosition(LogPosition(log: .catalog, position: least)) }
                return response
            }
        ]
    }

    private static func read(_ body: ByteBuffer, _ search: CatalogSearch) throws(Problem) -> [SearchRequest] {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONValue(parsing: Array(body.readableBytesView))
        } catch {
            throw Problem(.malformedJSON, error.description)
        }
        let errors = FieldErrors()
        guard case .object(let members) = value else {
            errors.add("", "an object with the member queries was expected, not \(value.kindDescription)")
            throw .validation(errors)
        }
        for member in members where member.key != "queries" {
            errors.add("/\(member.key.prefix(50))", "there is no such member; there is queries")
        }
        guard case .array(let queries)? = members.first(where: { $0.key == "queries" })?.value,
            (1...maximumQueries).contains(queries.count)
        else {
            errors.add("/queries", "a list of 1 to \(maximumQueries) queries was expected")
            throw .validation(errors)
        }
        guard errors.isEmpty else { throw .validation(errors) }
        var requests: [SearchRequest] = []
        for (index, query) in queries.enumerated() {
            do throws(Problem) {
                var reader = try QueryReader(members: query, at: "/queries/\(index)")
                requests.append(try SearchRequest.read(&reader, .search, search.replica.schema))
            } catch  where error.kind == .validation {
                for wrong in error.errors { errors.add(wrong.pointer, wrong.detail) }
            }
        }
        guard errors.isEmpty else { throw .validation(errors) }
        return requests
    }
}
