import HTTPKit
import HTTPTypes
import HummingbirdCore

/// `/api/search`: films by words.
struct SearchRoute: Sendable {
    let queries: CatalogQueries
    let wait: Duration

    var routes: [Route] {
        let (queries, wait) = (queries, wait)
        return [
            Route(
                .get,
                "/api/search",
                "Films by words in their titles and cast",
                details: "A film must have every word in one of its titles or in its cast. The best match comes first.",
                tag: ReadModelInfo.movies.tag,
                parameters: [
                    .query("q", .string(length: 1...200), "Up to 20 words.", isRequired: true),
                    .limit(1...100, 20), .fields, .after,
                ],
                answers: [.list(of: .movies)],
                problems: [.invalidHeader, .behind, .busy, .notReady]
            ) { call in
                let context = try ReadContext(call, wait: wait)
                var query = try QueryReader(call)
                let limit = query.limit(1...100, default: 20)
                let shape = query.shape(of: .movies)
                let text = query.string("q", 1...200)
                if text == nil { query.fail("q", "words to search for were expected") }
                let words = (text ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
                if words.count > 20 { query.fail("q", "must have at most 20 words, not \(words.count)") }
                try query.finish()
                let page = try await queries.search(
                    words, limit: limit, including: context.positions, until: context.deadline)
                return try ListAnswer(page.documents, shape, next: nil).response(call, next: nil, from: page.model)
            }
        ]
    }
}
