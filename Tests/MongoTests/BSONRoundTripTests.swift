import Mongo
import TestSupport
import Testing

@Suite("A BSON document")
struct BSONRoundTripTests {
    static let everything: [(String, BSONValue)] = [
        ("double", 1.5), ("string", "naïve 🎬"), ("document", ["a": ["b": 1]]),
        ("array", [1, "two", [3.5, nil]]),
        ("binary", .binary(subtype: 4, bytes: [0, 255, 7])),
        ("id", .objectID(BSONObjectID(bytes: Array(1...12))!)),
        ("true", true), ("date", .date(millisecondsSince1970: -1)), ("null", nil),
        ("regex", .regex(pattern: "^a.*", options: "i")), ("int32", .int32(.min)),
        ("timestamp", .timestamp(.max)),
        ("int64", .int64(.max)), ("decimal", .decimal128(low: 1, high: 0x3040_0000_0000_0000)),
        ("min", .minKey), ("max", .maxKey), ("", "empty key"), ("empty", ""), ("none", []), ("nothing", [:]),
    ]

    @Test("keeps every type, key and order from writing to reading")
    func roundTrip() throws {
        let document = BSONDocument(Self.everything)
        let fields = try BSONDocument(bytes: document.bytes).fields()
        #expect(fields.map(\.key) == Self.everything.map(\.0))
        #expect(fields.map(\.value) == Self.everything.map(\.1))
    }

    @Test("keeps every type through the server")
    func throughServer() async throws {
        let document = BSONDocument([("_id", 1)] + Self.everything)
        try await withFreshDatabase { database in
            let collection = database.collection("types")
            try await collection.insert([document])
            #expect(try await collection.findOne(["_id": 1]) == document)
        }
    }
}
