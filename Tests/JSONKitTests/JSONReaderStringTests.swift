import JSONKit
import Testing

@Suite("A string in JSON")
struct JSONReaderStringTests {
    private func read(_ inside: [UInt8]) throws -> JSONValue {
        try JSONValue(parsing: [0x22] + inside + [0x22])
    }

    @Test("gives every escape its character")
    func readsEscapes() throws {
        #expect(try read(Array(#"\"\\\/\b\f\n\r\té"#.utf8)) == .string("\"\\/\u{8}\u{C}\n\r\té"))
        #expect(try read(Array(#"\u00e9\u00E9\u20ac"#.utf8)) == .string("éé€"))
    }

    @Test("gives a pair of surrogates its one character")
    func readsSurrogatePairs() throws {
        #expect(try read(Array(#"\ud83d\ude00"#.utf8)) == .string("😀"))
        #expect(try read(Array(#"\uDBFF\uDFFF"#.utf8)) == .string("\u{10FFFF}"))
    }

    @Test(
        "is refused with a lone surrogate",
        arguments: [
            #"\ud800"#, #"\udc00"#, #"\ud800x"#, #"\ud800\n"#, #"\ud800\ud800"#, #"\udc00\ud800"#,
            #"\ud800\u0041"#, #"\ud800\u"#,
        ]
    )
    func refusesLoneSurrogates(inside: String) {
        #expect(throws: JSONError.self) { try read(Array(inside.utf8)) }
    }

    @Test(
        "is refused with an escape that does not exist",
        arguments: [#"\x41"#, #"\'"#, #"\U0041"#, #"\u12g4"#]
    )
    func refusesUnknownEscapes(inside: String) {
        #expect(throws: JSONError.self) { try read(Array(inside.utf8)) }
    }

    @Test("is seen for what it is, wherever in a string of any length a byte stands", arguments: 0..<128)
    func everyPlace(code: Int) throws {
        let byte = UInt8(code)
        for length in 1...19 {
            for place in 0..<length {
                var inside = [UInt8](repeating: 0x7E, count: length)
                inside[place] = byte
                let text = String(decoding: inside, as: UTF8.self)
                let isPlain = byte >= 0x20 && byte != 0x22 && byte != 0x5C
                #expect((try? read(inside)) == (isPlain ? .string(text) : nil), "\(inside)")
                // What begins a longer character is looked at by itself; what follows it is not left out.
                let accented = Array("é".utf8) + inside
                #expect((try? read(accented)) == (isPlain ? .string("é" + text) : nil), "\(accented)")
            }
        }
    }

    @Test("may hold an escaped NUL, and keeps it")
    func readsEscapedNUL() throws {
        #expect(try read(Array(#"a\u0000b"#.utf8)) == .string("a\u{0}b"))
    }

    @Test("is refused with a bare control character", arguments: UInt8(0)..<0x20)
    func refusesBareControls(byte: UInt8) {
        #expect(throws: JSONError.self) { try read([0x61, byte, 0x62]) }
    }

    @Test(
        "is refused with bytes that are not UTF-8",
        arguments: [
            [0x80],  // a continuation alone
            [0xC3],  // cut off
            [0xC0, 0xAF], [0xE0, 0x80, 0xAF], [0xF0, 0x80, 0x80, 0xAF],  // longer than needed
            [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF],  // surrogates
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80],  // beyond U+10FFFF
            [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xFE], [0xFF],
        ] as [[UInt8]]
    )
    func refusesBrokenUTF8(inside: [UInt8]) {
        #expect(throws: JSONError.self) { try read(inside) }
    }

    @Test("agrees with the standard library on which bytes are UTF-8", arguments: UInt64(0)..<20)
    func agreesOnUTF8(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<500 {
            // Mostly lead and continuation bytes, so that about half of the sequences are well-formed.
            let lead = UInt8.random(in: 0xC0...0xFF, using: &generator)
            let length = Int.random(in: 1...4, using: &generator)
            let rest = (1..<length + 1).map { _ in UInt8.random(in: 0x7F...0xC0, using: &generator) }
            let bytes = [lead] + rest
            let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
            let isRead = (try? read(bytes)) != nil
            #expect(isRead == isUTF8, "\(bytes)")
        }
    }
}
