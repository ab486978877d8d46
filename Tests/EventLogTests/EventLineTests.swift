import Contracts
import EventLog
import JSONKit
import Testing

@Suite("An event as a line of NDJSON")
struct EventLineTests {
    private static let event = RecordedEvent(
        position: Position(rawValue: 42),
        stream: "search-pin-\"é\n",
        version: 3,
        type: "movie-registered",
        schema: 2,
        payload: Array(#"{"title":"Ñandú \u0000","year":1927 , "n":1.50}"#.utf8),
        commandID: 7,
        recordedAt: 1_795_219_200_000
    )

    @Test("comes back as it was, its payload byte for byte")
    func roundTrip() throws {
        var writer = JSONWriter()
        EventLine.write(Self.event, to: &writer)
        EventLine.write(Self.event, to: &writer)
        let events = try writer.bytes.withUnsafeBufferPointer { try EventLine.read($0, from: "test") }
        #expect(events == [Self.event, Self.event])
        #expect(writer.bytes.count { $0 == 10 } == 2)
    }

    @Test("has the members that docs/log.md names, in this order")
    func members() {
        let event = RecordedEvent(
            position: Position(rawValue: 1),
            stream: "movie-1",
            version: 1,
            type: "movie-registered",
            schema: 1,
            payload: Array("{}".utf8),
            commandID: 1,
            recordedAt: 5
        )
        var writer = JSONWriter()
        EventLine.write(event, to: &writer)
        #expect(
            writer.text
                == #"{"position":1,"stream":"movie-1","version":1,"type":"movie-registered","schema":1,"#
                + #""command_id":1,"recorded_at":5,"payload":{}}"# + "\n"
        )
    }

    @Test("may have members that a later version adds")
    func unknownMembers() throws {
        let line =
            #"{"new":[1,{}],"position":1,"stream":"s","version":1,"type":"t","schema":1,"command_id":1,"#
            + #""recorded_at":5,"payload":{"a":1}}"#
        let events = try Array(line.utf8).withUnsafeBufferPointer { try EventLine.read($0, from: "test") }
        #expect(events.map { String(decoding: $0.payload, as: UTF8.self) } == [#"{"a":1}"#])
    }

    @Test(
        "that is none is refused, with where it came from",
        arguments: ["{}", "nonsense", #"{"position":"1"}"#, "<html>not found</html>", "[1]"]
    )
    func refused(line: String) throws {
        let error = #expect(throws: EventLogError.self) {
            try Array(line.utf8).withUnsafeBufferPointer { try EventLine.read($0, from: "http://there") }
        }
        #expect(error?.code == .badAnswer)
        #expect(error?.message.contains("http://there") == true)
    }
}
