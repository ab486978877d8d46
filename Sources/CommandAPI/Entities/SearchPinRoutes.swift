import CatalogService
import HTTPKit
import HTTPTypes
import HummingbirdCore
import JSONKit

/// Films that editors put at the top of a query's results.
struct SearchPinRoutes {
    let gate: CommandGate

    private static let query = Parameter.path(
        "query",
        .string(length: 1...100),
        "The query; upper case and repeated spaces make no difference."
    )

    var routes: [Route] {
        [
            .command(
                .put,
                "/api/search/pins/{query}",
                "Pin films to a query",
                tag: "Search",
                parameters: [Self.query],
                body: .json(.ref("SearchPinDraft"), "The films, in their order; earlier pins are replaced."),
                creates: true
            ) { try await onQuery(.setSearchPin, $0) },
            .command(
                .delete,
                "/api/search/pins/{query}",
                "Unpin a query's films",
                tag: "Search",
                parameters: [Self.query],
                problems: [.notFound]
            ) { try await onQuery(.clearSearchPin, $0) },
        ]
    }

    private func onQuery(_ name: CatalogCommand.Name, _ call: Call) async throws -> Response {
        let query = JSONValue.Member(key: "query", value: .string(call.parameter("query")))
        return try await gate.answer(name, call, path: [query])
    }
}
