import Contracts
import Testing

@Suite("An identifier")
struct IdentifierTests {
    @Test("is shown as its number and ordered by it")
    func numbers() {
        #expect("\(MovieID(rawValue: 42))" == "42")
        #expect(PersonID(rawValue: 9) < PersonID(rawValue: 10))
        #expect([CreditID(rawValue: 10), CreditID(rawValue: 9)].sorted().map(\.rawValue) == [9, 10])
    }

    @Test("of another catalog is ordered by source, then by what the source says")
    func externalIDs() {
        let sorted = [
            ExternalID(source: "tmdb", id: "1"), ExternalID(source: "imdb", id: "tt2"),
            ExternalID(source: "imdb", id: "tt1"),
        ].sorted()
        #expect(sorted.map(\.id) == ["tt1", "tt2", "1"])
    }

    @Test("names the stream of every event", arguments: CatalogEvent.Kind.allCases)
    func streams(kind: CatalogEvent.Kind) {
        let expected =
            switch kind.rawValue.split(separator: "-").first {
            case "movie", "credit": "movie-42"
            case "person": "person-7"
            case "genre": "genre-3"
            case "country": "country-FR"
            case "language": "language-yue"
            default: "search-pin-time \"travel\""
            }
        #expect(SampleEvents.event(of: kind).stream == expected)
    }
}
