import Contracts
import JSONKit
import Testing

@Suite("An upcaster")
struct UpcasterTests {
    /// Genres of schema 1 had a `label`, those of schema 2 a `title`, those of schema 3 have a `name`.
    private let upcasters = Upcasters([
        "genre-registered": [
            1: { payload throws(JSONError) in try rename("label", to: "title", in: payload) },
            2: { payload throws(JSONError) in try rename("title", to: "name", in: payload) },
        ]
    ])

    private func read(_ payload: String, schema: Int) throws -> CatalogEvent {
        try CatalogEvent(
            type: "genre-registered",
            schema: schema,
            payload: Array(payload.utf8),
            upcasters: upcasters
        )
    }

    @Test("lifts a payload through every step that lies before it")
    func lifts() throws {
        let genre = GenreReference(id: GenreID(rawValue: 1), slug: "a", name: "A")
        let expected = CatalogEvent.genreRegistered(GenreChanged(genre: genre))
        #expect(try read(#"{"id":1,"slug":"a","label":"A"}"#, schema: 1) == expected)
        #expect(try read(#"{"id":1,"slug":"a","title":"A"}"#, schema: 2) == expected)
        #expect(try read(#"{"id":1,"slug":"a","name":"A"}"#, schema: 3) == expected)
    }

    @Test("does not take a step that the payload has behind it")
    func takesNoOldStep() {
        #expect(throws: EventDecodingError.self) { try read(#"{"id":1,"slug":"a","label":"A"}"#, schema: 2) }
    }

    @Test("makes the schema number after its last step the newest")
    func currentSchema() {
        #expect(upcasters.currentSchema(of: "genre-registered") == 3)
        #expect(upcasters.currentSchema(of: "genre-revised") == 1)
        let expected = EventDecodingError.newerSchema(type: "genre-registered", schema: 4, known: 3)
        #expect(throws: expected) { try read("{}", schema: 4) }
    }

    @Test("that cannot read a payload names the schema at which it failed")
    func failure() {
        let error = #expect(throws: EventDecodingError.self) { try read("{", schema: 1) }
        guard case .malformed(let type, 1, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(type == "genre-registered")
    }

    @Test("leaves other types alone")
    func otherTypes() throws {
        let event = try CatalogEvent(
            type: "genre-revised",
            schema: 1,
            payload: Array(#"{"id":1,"slug":"a","name":"A"}"#.utf8),
            upcasters: upcasters
        )
        #expect(event.kind == .genreRevised)
    }
}

private func rename(_ old: String, to new: String, in payload: [UInt8]) throws(JSONError) -> [UInt8] {
    guard case .object(let members) = try JSONValue(parsing: payload) else { return payload }
    var writer = JSONWriter()
    writer.value(
        .object(members.map { JSONValue.Member(key: $0.key == old ? new : $0.key, value: $0.value) })
    )
    return writer.bytes
}
