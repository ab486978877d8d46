import Testing

@testable import HTTPKit

@Suite("A cursor")
struct CursorTests {
    private static let query = Cursor.Fingerprint("genre=drama&sort=title")

    /// Why a text is refused as a cursor of the query; nil when it is taken.
    private func refusal(_ text: String, of query: Cursor.Fingerprint = query) -> Problem? {
        do {
            _ = try Cursor(text, of: query)
            return nil
        } catch {
            return error
        }
    }

    @Test(
        "comes back with the keys it was made of",
        arguments: [
            [], [.null], [.string("")], [.string("Amélie 🎬"), .int(42)], [.int(.min), .int(.max)],
            [.double(-0.5), .double(.infinity), .null, .string(String(repeating: "x", count: 3000))],
        ] as [[Cursor.Key]]
    )
    func roundTrip(_ keys: [Cursor.Key]) throws {
        let text = Cursor(keys).text(of: Self.query)
        #expect(try Cursor(text, of: Self.query).keys == keys)
    }

    @Test("needs no percent escapes in a URL")
    func letters() {
        let text = Cursor([.string("/?&=+ ÿ"), .double(0.1)]).text(of: Self.query)
        #expect(
            text.utf8.allSatisfy { Character(UnicodeScalar($0)).isLetter || "0123456789-_".utf8.contains($0) }
        )
    }

    @Test("of another query is refused, and the sentence says so")
    func otherQuery() throws {
        let text = Cursor([.int(1)]).text(of: Self.query)
        let problem = try #require(refusal(text, of: Cursor.Fingerprint("genre=noir&sort=title")))
        #expect(problem.kind == .invalidCursor)
        #expect(problem.detail.contains("another query"))
    }

    @Test("with any one letter changed is refused")
    func tampered() {
        let text = Array(Cursor([.string("Casablanca"), .int(7)]).text(of: Self.query))
        for index in text.indices {
            for letter in "Az0_" where letter != text[index] {
                var changed = text
                changed[index] = letter
                #expect(refusal(String(changed))?.kind == .invalidCursor, "letter \(index)")
            }
        }
    }

    @Test("that was cut, or grew, is refused")
    func cut() {
        let text = Cursor([.string("Casablanca"), .int(7)]).text(of: Self.query)
        for length in 0..<text.count {
            #expect(refusal(String(text.prefix(length)))?.kind == .invalidCursor, "\(length) letters")
        }
        #expect(refusal(text + "A")?.kind == .invalidCursor)
        #expect(refusal(text + "=")?.kind == .invalidCursor)
    }

    @Test("that nobody gave is refused", arguments: ["", "1", "null", "../..", "AAAAAAAAAAAA", "é", "%00"])
    func invented(_ text: String) {
        #expect(refusal(text)?.kind == .invalidCursor)
    }

    @Test("whose checksum is right but whose keys are not is refused")
    func wrongKeys() {
        for keys: [UInt8] in [[9], [1, 0], [2, 0, 0], [3, 0, 0, 0, 9, 65], [3, 0, 0, 0, 1, 0xFF]] {
            var bytes: [UInt8] = [1]
            withUnsafeBytes(of: Self.query.value.bigEndian) { bytes += Array($0) }
            bytes += keys
            withUnsafeBytes(of: Checksum.fnv(bytes).bigEndian) { bytes += Array($0) }
            #expect(refusal(Base64URL.encode(bytes))?.kind == .invalidCursor, "\(keys)")
        }
    }
}
