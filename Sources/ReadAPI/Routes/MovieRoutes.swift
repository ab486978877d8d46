import HTTPKit
import HTTPTypes
import HummingbirdCore

/// `/api/movies`: one film, and lists of films.
struct MovieRoutes: Sendable {
    let entity: EntityReader
    let queries: CatalogQueries
    let wait: Duration

    var routes: [Route] { [list, one] }

    private var one: Route { .one(of: .movies, orSlug: true, entity.answer) }

    private var list: Route {
        let queries = queries
        let wait = wait
        return Route(
            .get,
            "/api/movies",
            "Films, filtered and sorted",
            details: """
                Values of one filter have commas between them, and any of them will do; of several filters a film must \
                match each. Films that are equal in the order follow each other by identifier. A cursor stays valid \
                while films come, change and go: what does not change is given exactly once.
                """,
            tag: ReadModelInfo.movies.tag,
            parameters: [
                .query("genre", .string(), "Identifiers or slugs of genres, such as `drama,noir`."),
                .query("country", .string(), "ISO 3166-1 codes, such as `FR,IT`."),
                .query("language", .string(), "ISO 639 codes, such as `fr`."),
                .query("year", .string(), "Years or spans of years, such as `1994` or `1990..1999`."),
                .query("person", .string(), "Identifiers or slugs of people in cast or crew."),
                .query("sort", .string(oneOf: MovieSort.all.map(\.name)), "The order; `title` without it."),
                .limit(1...100, 20), .cursor, .fields, .after,
            ],
            answers: [.list(of: .movies)],
            problems: [.invalidCursor, .invalidHeader, .behind, .busy, .notReady]
        ) { call in
            let context = try ReadContext(call, wait: wait)
            let request = try MovieQuery.read(call)
            let page = try await queries.movies(
                request.query, including: context.positions, until: context.deadline)
            let next = page.next?.cursor.text(of: request.fingerprint)
            return try ListAnswer(page.documents, request.shape, next: next)
                .response(call, next: next, from: page.model)
        }
    }
}
