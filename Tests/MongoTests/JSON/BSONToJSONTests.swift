import Foundation
import Mongo
import NIOCore
import Testing

@Suite("A document written as JSON")
struct BSONToJSONTests {
    private func json(_ document: BSONDocument, _ shape: JSONShape = .all) throws -> String {
        var buffer = ByteBuffer()
        try document.writeJSON(into: &buffer, shape)
        return String(buffer: buffer)
    }

    @Test("has the fields in their order, with `_id` as `id` and nothing else that begins with `_`")
    func shape() throws {
        let document: BSONDocument = [
            "_id": 1, "title": "M", "_pos": ["catalog": 3], "genres": [["_id": 2, "name": "Crime"]],
            "_fence": 4,
        ]
        #expect(try json(document) == #"{"id":1,"title":"M","genres":[{"_id":2,"name":"Crime"}]}"#)
    }

    @Test("shows only the fields that were asked for")
    func fields() throws {
        let document: BSONDocument = ["_id": 1, "title": "M", "year": 1931, "_stale": true]
        #expect(try json(document, JSONShape(fields: ["year", "id", "nothing"])) == #"{"id":1,"year":1931}"#)
        #expect(try json(document, JSONShape(fields: ["_id", "_stale"])) == "{}")
        #expect(try json(document, JSONShape(fields: [])) == "{}")
        let renamed = JSONShape(fields: ["stale"], renaming: ["_id": "id", "_stale": "stale"])
        #expect(try json(document, renamed) == #"{"stale":true}"#)
    }

    static let numbers: [(Double, String)] = [
        (7, "7"), (-7, "-7"), (0, "0"), (7.8, "7.8"), (-0.5, "-0.5"), (0.1, "0.1"), (0.3, "0.3"),
        (8.25, "8.25"),
        (1.0 / 3, "0.3333333333333333"), (1e300, "1e+300"), (.leastNonzeroMagnitude, "5e-324"),
        (123_456_789.9, "123456789.9"),
        (1e15, "1000000000000000"), (0x1p53, "9007199254740992"), (1e16, "1e+16"), (.nan, "null"),
        (.infinity, "null"),
    ]

    @Test("has the shortest digits of a number that read back the same", arguments: numbers)
    func number(_ value: Double, _ expected: String) throws {
        #expect(try json(["v": .double(value)]) == "{\"v\":\(expected)}")
    }

    @Test("reads back as the same numbers, whatever they are")
    func numbersReadBack() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            let tenths = Double(Int64.random(in: -100_000_000...100_000_000, using: &generator)) / 10
            let any = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &generator))
            for value in [tenths, tenths.nextUp, tenths / 7, any] where value.isFinite {
                let text = try json(["v": .double(value)]).dropFirst(5).dropLast()
                #expect(Double(text) == value, "\(value) was written as \(text)")
                #expect(text.count <= value.description.count)
            }
        }
    }

    static let values: [(BSONValue, String)] = [
        (nil, "null"), (true, "true"), (false, "false"), (.int32(.min), "-2147483648"),
        (.int64(.min), "-9223372036854775808"), (.int64(.max), "9223372036854775807"), (10, "10"), (9, "9"),
        (0, "0"),
        ([], "[]"), ([1, [2]], "[1,[2]]"), ([:], "{}"),
        (.binary(subtype: 0, bytes: []), #""""#), (.binary(subtype: 0, bytes: [77]), #""TQ==""#),
        (.binary(subtype: 0, bytes: [77, 97]), #""TWE=""#),
        (.binary(subtype: 0, bytes: [77, 97, 110]), #""TWFu""#),
        (.binary(subtype: 0, bytes: [255, 254, 253, 252]), #""//79/A==""#),
        (.objectID(objectID("0102030405060708090a0bff")), #""0102030405060708090a0bff""#),
        (.date(millisecondsSince1970: 0), #""1970-01-01T00:00:00Z""#),
        (.date(millisecondsSince1970: -1), #""1969-12-31T23:59:59.999Z""#),
        (.date(millisecondsSince1970: 951_782_400_000), #""2000-02-29T00:00:00Z""#),
        (.date(millisecondsSince1970: 253_402_300_800_000), #""+010000-01-01T00:00:00Z""#),
        (.date(millisecondsSince1970: -62_167_219_200_001), #""-000001-12-31T23:59:59.999Z""#),
    ]

    @Test("has every type that JSON can say", arguments: values)
    func value(_ value: BSONValue, _ expected: String) throws {
        #expect(try json(["v": value]) == "{\"v\":\(expected)}")
    }

    @Test("agrees with Foundation about dates")
    func dates() throws {
        let formatter = Date.ISO8601FormatStyle()
        // From 1583: Foundation counts earlier days by the Julian calendar.
        for day in stride(from: -141_000, through: 2_900_000, by: 997) {
            let seconds = Int64(day) * 86_400 + 3_723
            let expected = formatter.format(Date(timeIntervalSince1970: Double(seconds)))
            let written = try json(["v": .date(millisecondsSince1970: seconds * 1_000)])
            #expect(written == "{\"v\":\"\(expected)\"}")
        }
    }

    static let texts = [
        "", "plain", "exactly8", "exactly16 bytes!", "\"quoted\"", "back\\slash", "\u{0}\u{1}\u{1F}\u{7F}",
        "line\nbreak\ttab\rreturn\u{8}\u{C}", "U+2028 \u{2028} and U+2029 \u{2029}", "naïve café",
        "🎬 film 映画 фильм",
        "\u{10FFFF}", "a quote in the second \" word", "1234567\"", "12345678\"", "\"2345678", "é234567\"",
        String(repeating: "\u{1F}", count: 100), "</script>",
    ]

    @Test("keeps every character of a text and of a key", arguments: texts)
    func text(_ text: String) throws {
        let written = try json(["v": .string(text), "deep": .document(BSONDocument([("k" + text, 1)]))])
        let read = try #require(
            try JSONSerialization.jsonObject(with: Data(written.utf8)) as? [String: Any]
        )
        #expect(read["v"] as? String == text)
        let deep = try #require(read["deep"] as? [String: Any])
        #expect(deep.keys.first == "k" + text.replacingOccurrences(of: "\0", with: "\u{FFFD}"))
        #expect(!written.utf8.contains { $0 < 0x20 })
    }

    @Test("is right at every place of an escape in a word of eight bytes", arguments: 0..<24)
    func escapePlaces(_ place: Int) throws {
        for special in ["\"", "\\", "\n", "\u{1F}", "é", "\u{80}"] {
            let text =
                String(repeating: "x", count: place) + special + String(repeating: "y", count: 23 - place)
            let written = try json(["v": .string(text)])
            let read = try JSONSerialization.jsonObject(with: Data(written.utf8)) as? [String: String]
            #expect(read?["v"] == text)
        }
    }

    @Test("repairs text that is not UTF-8 instead of passing it on")
    func brokenText() async throws {
        // The driver's own validation would refuse these bytes; this is what another program may have stored.
        var writer = BSONWriter()
        ([0x61, 0xFF, 0x22, 0xC3] as [UInt8]).withUnsafeBytes { bytes in
            writer.append("v", utf8: bytes)
        }
        let written = try json(writer.finish())
        #expect(try JSONSerialization.jsonObject(with: Data(written.utf8)) is [String: String])
    }

    @Test("is refused with the field's name where JSON has no word for a type, and appends nothing then")
    func unsayable() throws {
        var buffer = ByteBuffer(string: "before")
        let document: BSONDocument = ["a": 1, "limit": .minKey]
        #expect { try document.writeJSON(into: &buffer) } throws: { error in
            (error as? BSONError)?.path == "limit"
        }
        #expect(String(buffer: buffer) == "before")
    }

    @Test("fits its reservation also where everything grows most")
    func growth() throws {
        var writer = BSONWriter()
        writer.array("v") { array in
            for _ in 0..<1_000 {
                array.append(BSONValue.null)
                array.append(String(repeating: "\u{1}", count: 50))
                array.document { inner in
                    for _ in 0..<20 { inner.append("", BSONValue.null) }
                    inner.append("\u{1}\u{2}\u{3}", false)
                }
            }
        }
        let document = writer.finish()
        var buffer = ByteBuffer()
        try document.writeJSON(into: &buffer)
        #expect(buffer.readableBytes < 8 * document.byteCount)
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(buffer.readableBytesView)) }
    }
}
