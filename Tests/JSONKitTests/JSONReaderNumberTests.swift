import JSONKit
import Testing

@Suite("A number in JSON")
struct JSONReaderNumberTests {
    @Test(
        "is refused when it is not written as RFC 8259 says",
        arguments: [
            "01", "-", "-01", "1.", ".5", "1e", "1e+", "+1", "0x10", "1_000", "NaN", "Infinity", "1.e2",
        ]
    )
    func refusesWrongShapes(text: String) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.utf8)) }
    }

    @Test("is an integer when it is whole and fits 64 bits")
    func readsIntegers() throws {
        #expect(try JSONValue(parsing: Array("9223372036854775807".utf8)) == .int(.max))
        #expect(try JSONValue(parsing: Array("-9223372036854775808".utf8)) == .int(.min))
        #expect(try JSONValue(parsing: Array("0".utf8)) == .int(0))
    }

    @Test("that is whole but larger than 64 bits becomes a double")
    func readsLargeWholeNumbers() throws {
        #expect(
            try JSONValue(parsing: Array("9223372036854775808".utf8)) == .double(9_223_372_036_854_775_808)
        )
        #expect(try JSONValue(parsing: Array("-9223372036854775809".utf8)) == .double(-9.223372036854776e18))
    }

    @Test("keeps its fraction and exponent")
    func readsFractions() throws {
        #expect(try JSONValue(parsing: Array("-12.5e-1".utf8)) == .double(-1.25))
        #expect(try JSONValue(parsing: Array("0.1".utf8)) == .double(0.1))
    }

    @Test("beyond the range of a double is refused, not made infinite", arguments: ["1e400", "-1e400"])
    func refusesInfinities(text: String) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.utf8)) }
    }

    @Test("of ten thousand digits is refused or finite, and never breaks the reader")
    func survivesLongNumbers() throws {
        let digits = String(repeating: "9", count: 10_000)
        #expect(throws: JSONError.self) { try JSONValue(parsing: Array(digits.utf8)) }
        #expect(try JSONValue(parsing: Array("0.\(digits)".utf8)) == .double(1))
    }
}
