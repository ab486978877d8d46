import JSONKit
import Testing

@Suite("What the writer writes")
struct RoundTripTests {
    @Test("is read back as the same value", arguments: UInt64(0)..<400)
    func readsBack(seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        let value = random.value()
        var writer = JSONWriter()
        writer.value(value)
        #expect(try JSONValue(parsing: writer.bytes) == value, "\(writer.text)")
    }

    @Test("is the same bytes again after reading", arguments: UInt64(0)..<100)
    func writesSameBytes(seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        var first = JSONWriter()
        first.value(random.value())
        var second = JSONWriter()
        second.value(try JSONValue(parsing: first.bytes))
        #expect(second.bytes == first.bytes)
    }

    @Test("reads back from a raw value, with anything around it", arguments: UInt64(0)..<50)
    func rawKeepsBytes(seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        var writer = JSONWriter()
        writer.value(random.value())
        let raw = try JSONReader.read(Array(" \n".utf8) + writer.bytes + [0x09]) {
            (reader: inout JSONReader) throws(JSONError) in try reader.raw()
        }
        #expect(raw == writer.bytes)
    }
}
