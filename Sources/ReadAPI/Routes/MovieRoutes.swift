import HTTPKit
import HTTPTypes
import HummingbirdCore

/// `/api/movies`: one film, and lists of films.
struct MovieRoutes: Sendable {
    let entity: EntityReader
    let search: CatalogSearch
    let wait: Duration

    var routes: [Route] { [list, .one(of: .movies, orSlug: true, entity.answer)] }

    private var list: Route {
        let (search, wait) = (search, wait)
        return Route(
            .get,
            "/api/movies",
            "Films, filtered and sorted",
            details: """
                Values of one parameter have commas between them, and any of them will do; of several parameters a film \
                must match each; `filter` combines anything. Films that are equal in the order follow each other by \
                popularity, rating, year and identifier. A cursor stays valid while films come, change and go: what \
                does not change is given exactly once.
                """,
            tag: ReadModelInfo.movies.tag,
            parameters: SearchFilterReader.parameters + [
                .query(
                    "sort",
                    .string(oneOf: SearchRequest.sorts.filter { $0 != "relevance" }),
                    "The order; `title` without it. `-popularity` and `-added` are the popular and the new ones."
                ),
                .limit(1...100, 20), .cursor, .fields, .after,
            ] + FacetReader.parameters,
            answers: [.found("MovieList")],
            problems: [.invalidCursor, .invalidHeader, .behind, .busy, .notReady]
        ) { call in
            let context = try ReadContext(call, wait: wait)
            var reader = try QueryReader(call)
            let request = try SearchRequest.read(&reader, .movies, search.replica.schema)
            return try await search.find(request, context).response(call, search.replica.schema)
        }
    }
}
