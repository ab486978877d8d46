import Contracts
import HTTPKit
import HTTPTypes
import HummingbirdCore
import JSONKit
import NIOCore
import SearchIndex

/// `/api/movies/{id}/similar`: films that share people, genres, the decade or words of the title.
struct SimilarRoute: Sendable {
    let movies: EntityReader
    let search: CatalogSearch
    let wait: Duration

    /// How much a rare thing counts by what it is.
    static let weights: [CatalogSchema.Facet: Double] = [
        .person: 3, .genre: 1, .decade: 0.5, .language: 0.25,
    ]
    static let wordWeight = 2.0

    var routes: [Route] {
        let (movies, search, wait) = (movies, search, wait)
        return [
            Route(
                .get,
                "/api/movies/{id}/similar",
                "Films like one film",
                details: "Each item says what it shares with the film, what counts most first.",
                tag: ReadModelInfo.movies.tag,
                parameters: [
                    .path("id", .string(), "Identifier or slug."), .limit(1...50, 10), .after,
                ],
                answers: [
                    .json(200, .ref("SimilarMovies"), "The most alike first.", headers: ["Kinoteka-Position"])
                ],
                problems: [.notFound, .invalidHeader, .behind, .busy, .notReady]
            ) { call in
                let context = try ReadContext(call, wait: wait)
                var reader = try QueryReader(call)
                let limit = reader.limit(1...50, default: 10)
                try reader.finish()
                let name = call.parameter("id")
                guard let id = try await movies.identifier(name, context) else { throw movies.notFound(name) }
                let query = SimilarQuery(
                    SearchKey(kind: CatalogSchema.Kind.movie.rawValue, id: id),
                    limit: limit,
                    facetWeights: Dictionary(uniqueKeysWithValues: Self.weights.map { ($0.place, $1) }),
                    wordWeight: Self.wordWeight
                )
                guard let page = try await search.similar(query, context) else { throw movies.notFound(name) }
                var response = Response.json(Self.write(page.hits, page.documents))
                response.setPosition(LogPosition(log: .catalog, position: page.position))
                return response
            }
        ]
    }

    private static func write(_ hits: [SimilarHit], _ documents: [SearchKey: EncodedDocument]) -> ByteBuffer {
        var buffer = ByteBuffer()
        buffer.writeStaticString("{\"items\":[")
        var isFirst = true
        for hit in hits {
            guard let document = documents[hit.key] else { continue }
            if !isFirst { buffer.writeInteger(UInt8(ascii: ",")) }
            isFirst = false
            var writer = JSONWriter(capacity: 256)
            writer.beginObject()
            writer.key("score")
            writer.double((hit.score * 100).rounded() / 100)
            writer.key("shares")
            writer.beginArray()
            for reason in hit.reasons { write(reason, to: &writer) }
            writer.endArray()
            writer.endObject()
            buffer.writeBytes(document.json.dropLast())
            buffer.writeInteger(UInt8(ascii: ","))
            buffer.writeBytes(writer.bytes.dropFirst())
        }
        buffer.writeStaticString("]}")
        return buffer
    }

    private static func write(_ reason: SimilarHit.Reason, to writer: inout JSONWriter) {
        writer.beginObject()
        switch reason {
        case .facet(let facet, let value):
            writer.key("field")
            writer.string(CatalogSchema.Facet.allCases[facet].rawValue)
            writer.key("value")
            writer.string(value.key)
            writer.key("label")
            writer.string(value.label)
        case .word(let word):
            writer.key("field")
            writer.string("title")
            writer.key("value")
            writer.string(word)
        }
        writer.endObject()
    }
}
