import JSONKit
import Testing

@Suite("The limits of the reader")
struct JSONReaderLimitsTests {
    private func nested(_ depth: Int, _ open: String, _ close: String) -> [UInt8] {
        Array((String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)).utf8)
    }

    @Test("let things be nested as deep as promised, and no deeper")
    func depth() throws {
        let limit = JSONReader.maximumDepth
        _ = try JSONValue(parsing: nested(limit, "[", "]"))
        _ = try JSONValue(parsing: nested(limit, #"{"a":"#, "}"))
        #expect(throws: JSONError.self) { try JSONValue(parsing: nested(limit + 1, "[", "]")) }
        #expect(throws: JSONError.self) { try JSONValue(parsing: nested(limit + 1, #"{"a":"#, "}")) }
    }

    @Test("stop a million brackets before they can fill the stack")
    func manyBrackets() {
        #expect(throws: JSONError.self) {
            try JSONValue(parsing: [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000))
        }
    }

    @Test("hold for values that are skipped, too")
    func depthOfSkipped() {
        #expect(throws: JSONError.self) {
            try JSONReader.read(nested(JSONReader.maximumDepth + 1, "[", "]")) {
                (reader: inout JSONReader) throws(JSONError) in try reader.skip()
            }
        }
    }

    @Test("do not count neighbours as depth")
    func neighbours() throws {
        let elements = String(repeating: "[],", count: 1_000)
        guard case .array(let read) = try JSONValue(parsing: Array("[\(elements)1]".utf8)) else {
            Issue.record("an array was expected")
            return
        }
        #expect(read.count == 1_001)
    }

    @Test("let a string of a megabyte and an object of many keys pass unchanged")
    func hugeInputs() throws {
        let text = String(repeating: "aé😀\\\"", count: 100_000)
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("text")
        writer.string(text)
        for number in 0..<20_000 {
            writer.key("key-\(number)")
            writer.int(number)
        }
        writer.endObject()
        let value = try JSONValue(parsing: writer.bytes)
        #expect(value["text"] == .string(text))
        #expect(value["key-19999"] == .int(19_999))
    }
}
