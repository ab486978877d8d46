import Contracts
import EventLog
import ReadModels
import Testing

@Suite("An event that a build cannot read")
struct DecodingTests {
    private func event(_ type: String, in stream: String, schema: Int = 1, _ payload: String = "{}")
        -> RecordedEvent
    {
        RecordedEvent(
            position: Position(rawValue: 1),
            stream: stream,
            version: 1,
            type: type,
            schema: schema,
            payload: Array(payload.utf8),
            commandID: 1,
            recordedAt: 0
        )
    }

    @Test("is an error where the projection follows its stream, and passed over elsewhere")
    func unknownType() throws {
        let censored = event("movie-censored", in: "movie-1")
        #expect(throws: EventDecodingError.unknownType("movie-censored")) {
            try MoviesProjection().decode(censored)
        }
        #expect(throws: EventDecodingError.unknownType("movie-censored")) {
            try PeopleProjection().decode(censored)
        }
        #expect(try SearchPinsProjection().decode(censored) == nil)
        #expect(try MoviesProjection().decode(event("order-placed", in: "order-1")) == nil)
    }

    @Test("is an error for a newer schema and for a broken payload")
    func unreadable() {
        #expect(throws: EventDecodingError.self) {
            try MoviesProjection().decode(event("movie-registered", in: "movie-1", schema: 99))
        }
        #expect(throws: EventDecodingError.self) {
            try MoviesProjection().decode(event("movie-registered", in: "movie-1", "{"))
        }
    }

    @Test("is not even looked at where the projection does not care about its type")
    func otherTypes() throws {
        #expect(try MoviesProjection().decode(event("person-registered", in: "person-1", "{")) == nil)
        #expect(try ReferenceDataProjection(.genre).decode(event("credit-added", in: "movie-1", "{")) == nil)
    }
}
