import Contracts
import JSONKit
import Testing

@Suite("An event")
struct EventRoundTripTests {
    @Test("is the same after writing and reading", arguments: SampleEvents.all)
    func roundTrip(event: CatalogEvent) throws {
        #expect(try read(event) == event)
    }

    @Test("with nothing but what it must have is the same after writing and reading", arguments: bare)
    func bareRoundTrip(event: CatalogEvent) throws {
        #expect(try read(event) == event)
    }

    @Test("leaves out what it does not know, rather than writing null")
    func leavesOut() {
        let event = CatalogEvent.movieRegistered(
            MovieRegistered(
                id: MovieID(rawValue: 1),
                facts: MovieFacts(slug: "m-1999", title: "M", year: 1999)
            )
        )
        let text = String(decoding: event.payload, as: UTF8.self)
        #expect(text == #"{"id":1,"slug":"m-1999","title":"M","year":1999}"#)
    }

    @Test("that takes a fact away says null, and one that keeps it says nothing")
    func clears() {
        var revised = MovieRevised(id: MovieID(rawValue: 1))
        revised.runtime = .clear
        let text = String(decoding: CatalogEvent.movieRevised(revised).payload, as: UTF8.self)
        #expect(text == #"{"id":1,"runtime":null}"#)
    }

    @Test("is one line without white space, whatever its texts hold", arguments: SampleEvents.all)
    func isOneLine(event: CatalogEvent) throws {
        #expect(!event.payload.contains(0x0A))
        _ = try JSONValue(parsing: event.payload)
    }

    @Test("keeps its type when its name is looked up", arguments: CatalogEvent.Kind.allCases)
    func kinds(kind: CatalogEvent.Kind) {
        let event = SampleEvents.event(of: kind)
        #expect(event.kind == kind)
        #expect(event.type == kind.rawValue)
    }

    private func read(_ event: CatalogEvent) throws -> CatalogEvent {
        try CatalogEvent(type: event.type, schema: event.schema, payload: event.payload)
    }

    private static let bare: [CatalogEvent] = [
        .movieRegistered(
            MovieRegistered(id: MovieID(rawValue: 1), facts: MovieFacts(slug: "s", title: "t", year: 1870))
        ),
        .movieRevised(MovieRevised(id: MovieID(rawValue: 1))),
        .movieWithdrawn(
            MovieWithdrawn(id: MovieID(rawValue: 1), genres: [], countries: [], languages: [], people: [])
        ),
        .personRegistered(
            PersonRegistered(id: PersonID(rawValue: .max), facts: PersonFacts(slug: "s", name: "n"))
        ),
        .personRevised(PersonRevised(id: PersonID(rawValue: 1))),
        .searchPinSet(SearchPinSet(query: "", movies: [])),
    ]
}
