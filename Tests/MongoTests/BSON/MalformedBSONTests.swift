import Mongo
import Testing

@Suite("Bytes that are not BSON")
struct MalformedBSONTests {
    static let cases: [(String, [UInt8])] = [
        ("nothing", []),
        ("too short", [4, 0, 0, 0]),
        ("a length that is too large", [6, 0, 0, 0, 0]),
        ("a length that is too small", [5, 0, 0, 0, 0, 0]),
        ("a negative length", [255, 255, 255, 255, 0]),
        ("no closing NUL", [5, 0, 0, 0, 1]),
        ("an unknown type", [8, 0, 0, 0, 0x20, 97, 0, 0]),
        ("a name without an end", [8, 0, 0, 0, 0x0A, 97, 98, 0]),
        ("a value past the end", [9, 0, 0, 0, 0x10, 97, 0, 1, 0]),
        ("a string with length 0", [13, 0, 0, 0, 2, 97, 0, 0, 0, 0, 0, 0, 0]),
        ("a string past the end", [14, 0, 0, 0, 2, 97, 0, 200, 0, 0, 0, 98, 0, 0]),
        ("a string without its NUL", [14, 0, 0, 0, 2, 97, 0, 2, 0, 0, 0, 98, 99, 0]),
        ("a string with a huge length", [14, 0, 0, 0, 2, 97, 0, 255, 255, 255, 127, 98, 0, 0]),
        ("a string of broken UTF-8", [14, 0, 0, 0, 2, 97, 0, 2, 0, 0, 0, 0xFF, 0, 0]),
        ("a lone surrogate", [16, 0, 0, 0, 2, 97, 0, 4, 0, 0, 0, 0xED, 0xA0, 0x80, 0, 0]),
        ("a name of broken UTF-8", [8, 0, 0, 0, 0x0A, 0xC0, 0, 0]),
        ("a truth value of 2", [9, 0, 0, 0, 8, 97, 0, 2, 0]),
        ("an inner document past the end", [13, 0, 0, 0, 3, 97, 0, 50, 0, 0, 0, 0, 0]),
        ("a broken inner document", [14, 0, 0, 0, 3, 97, 0, 6, 0, 0, 0, 0x20, 0, 0]),
        ("a binary with a negative length", [13, 0, 0, 0, 5, 97, 0, 255, 255, 255, 255, 0, 0]),
        ("a regex without an end", [10, 0, 0, 0, 0x0B, 97, 0, 98, 99, 0]),
        ("a NUL before the end", [7, 0, 0, 0, 0, 0, 0]),
    ]

    @Test("are refused", arguments: cases)
    func refused(_ name: String, _ bytes: [UInt8]) {
        #expect(throws: BSONError.self) { try BSONDocument(bytes: bytes) }
    }

    @Test("are refused with the path of the trouble")
    func path() {
        let inner: [UInt8] = [9, 0, 0, 0, 8, 98, 0, 2, 0]
        let outer: [UInt8] = [17, 0, 0, 0, 3, 97, 0] + inner + [0]
        #expect { try BSONDocument(bytes: outer) } throws: { error in
            (error as? BSONError)?.path == "a.b"
        }
    }

    @Test("that nest too deeply are refused, not followed")
    func depth() {
        var document: BSONDocument = [:]
        for _ in 0..<300 { document = ["a": .document(document)] }
        #expect { try BSONDocument(bytes: document.bytes) } throws: { error in
            (error as? BSONError)?.kind == .outOfRange
        }
    }

    @Test("never crash the validator, whatever byte of a good document changes")
    func everyByteChanged() {
        let good = BSONDocument(BSONRoundTripTests.everything).bytes
        var accepted = 0
        for index in good.indices {
            for value in [0, 1, 0x7F, 0x80, 0xFF] as [UInt8] where good[index] != value {
                var bytes = good
                bytes[index] = value
                if let document = try? BSONDocument(bytes: bytes) {
                    accepted += 1
                    #expect(document.bytes == bytes)
                    _ = try? document.fields()
                }
            }
        }
        #expect(accepted > 0)
    }
}
