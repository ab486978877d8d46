import Contracts
import Testing

@Suite("Reading a recorded event")
struct EventDecodingTests {
    private func read(_ type: String, _ payload: String, schema: Int = 1) throws(EventDecodingError)
        -> CatalogEvent
    {
        try CatalogEvent(type: type, schema: schema, payload: Array(payload.utf8))
    }

    @Test("refuses a type that it does not know")
    func unknownType() {
        #expect(throws: EventDecodingError.unknownType("movie-exploded")) { try read("movie-exploded", "{}") }
    }

    @Test("refuses a schema that a newer build wrote, and says which it knows")
    func newerSchema() {
        let expected = EventDecodingError.newerSchema(type: "genre-registered", schema: 9, known: 1)
        #expect(throws: expected) {
            try read("genre-registered", #"{"id":1,"slug":"a","name":"A"}"#, schema: 9)
        }
    }

    @Test("skips fields that it does not know, whatever they hold")
    func unknownFields() throws {
        let text = #"{"colour":{"deep":[1,{"x":null}]},"id":1,"slug":"a","name":"A","z":"\u0000"}"#
        let genre = GenreReference(id: GenreID(rawValue: 1), slug: "a", name: "A")
        #expect(try read("genre-registered", text) == .genreRegistered(GenreChanged(genre: genre)))
    }

    @Test(
        "refuses a payload without a field that the event cannot be without",
        arguments: [
            ("genre-registered", #"{"id":1,"slug":"a"}"#),
            ("movie-registered", #"{"id":1,"slug":"a","title":"A"}"#),
            ("movie-revised", #"{"title":"A"}"#),
            ("credit-added", #"{"movie":{"id":1,"slug":"a","title":"A","year":1999}}"#),
            ("credit-revised", #"{"movie_id":1,"credit":{"id":1,"person":{"id":1,"slug":"a","name":"A"}}}"#),
            ("person-withdrawn", "{}"),
            ("search-pin-set", #"{"movies":[1]}"#),
        ]
    )
    func missingFields(type: String, payload: String) {
        #expect(throws: EventDecodingError.self) { try read(type, payload) }
    }

    @Test(
        "refuses a payload of another shape",
        arguments: [
            "", "[]", "null", "{", #"{"id":"1","slug":"a","name":"A"}"#, #"{"id":1.5,"slug":"a","name":"A"}"#,
            #"{"id":1,"slug":"a","name":"A"}x"#, #"{"id":1,"slug":null,"name":"A"}"#,
        ]
    )
    func otherShapes(payload: String) {
        #expect(throws: EventDecodingError.self) { try read("genre-registered", payload) }
    }

    @Test("refuses a code that is none", arguments: ["fr", "FRA", "F", ""])
    func codes(code: String) {
        #expect(throws: EventDecodingError.self) {
            try read("country-registered", #"{"code":"\#(code)","name":"France"}"#)
        }
    }

    @Test("says what was wrong and where")
    func description() {
        let error = #expect(throws: EventDecodingError.self) {
            try read("genre-registered", #"{"id":1,"name":"A"}"#)
        }
        #expect(error?.description.contains(#""slug" is missing"#) == true)
        #expect(error?.description.contains("genre-registered") == true)
    }
}
