import Mongo
import TestSupport
import Testing

@Suite("A BSON document")
struct BSONRoundTripTests {
    static let everything: [(String, BSONValue)] = [
        ("double", 1.5), ("string", "naïve 🎬"), ("document", ["a": ["b": 1]]),
        ("array", [1, "two", [3.5, nil], 4, 5, 6, 7, 8, 9, 10, 11, 12]),
        ("binary", .binary(subtype: 4, bytes: [0, 255, 7])),
        ("id", .objectID(objectID("0102030405060708090a0b0c"))),
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

    @Test("is the same written by literals and by the writer")
    func writer() {
        var writer = BSONWriter()
        writer.append("_id", 7)
        writer.append("title", "M")
        writer.append("year", ifPresent: Int32(1931))
        writer.append("tagline", ifPresent: nil as String?)
        writer.appendNull("gone")
        writer.append("added", millisecondsSince1970: 5)
        writer.array("credits") { credits in
            for name in ["Lorre", "Lang"] {
                credits.document { $0.append("name", name) }
            }
            credits.array { $0.append(1.5) }
        }
        writer.document("counts") { $0.append("cast", true) }
        writer.array("tags", of: ["a", "b"])

        let literal: BSONDocument = [
            "_id": 7, "title": "M", "year": .int32(1931), "gone": nil,
            "added": .date(millisecondsSince1970: 5),
            "credits": [["name": "Lorre"], ["name": "Lang"], [1.5]],
            "counts": ["cast": true], "tags": ["a", "b"],
        ]
        #expect(writer.finish() == literal)
    }

    @Test("numbers array elements past nine")
    func longArray() throws {
        let numbers = (0..<1_234).map { BSONValue.int($0) }
        let document: BSONDocument = ["n": .array(numbers)]
        #expect(document["n.1000"] == 1_000)
        #expect(try BSONDocument(bytes: document.bytes)["n"]?.arrayValue == numbers)
    }

    @Test("finds values by dotted paths")
    func lookup() {
        let document: BSONDocument = ["a": ["b": [["c": "deep"]]], "a.b": "flat", "n": nil]
        #expect(document["a.b.0.c"] == "deep")
        #expect(document["n"] == .null)
        #expect(document["a.x"] == nil)
        #expect(document["n.x"] == nil)
        #expect(document[""] == nil)
    }

    @Test("shares its buffer with nested documents of a batch until it is detached")
    func detached() {
        let document: BSONDocument = ["a": 1]
        #expect(document.detached() == document)
        #expect(Set([document, document.detached()]).count == 1)
        #expect(document != ["a": .int32(1)], "the types of numbers count")
    }

    @Test("turns a NUL in a key, which BSON cannot hold, into U+FFFD")
    func nulInKey() throws {
        let document = BSONDocument([("a\0b", 1)])
        #expect(try BSONDocument(bytes: document.bytes).fields().first?.key == "a\u{FFFD}b")
    }

    @Test("hands out integers from every numeric type that holds one")
    func integers() throws {
        let document: BSONDocument = ["a": 7, "b": .int32(7), "c": 7.0, "d": 7.5, "e": "7", "f": 1e300]
        try document.withReader { reader throws(BSONError) in
            for expected in [7, 7, 7, nil, nil, nil] as [Int?] {
                let field = try reader.next()
                #expect((try? field?.int()) == expected)
            }
        }
    }
}
