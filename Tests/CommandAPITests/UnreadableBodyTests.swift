import JSONKit
import Testing

@Suite("A body that is no JSON", .timeLimit(.minutes(5)))
struct UnreadableBodyTests {
    private static func film(_ title: [UInt8]) -> [UInt8] {
        Array(#"{"year":1967,"title":""#.utf8) + title + Array("\"}".utf8)
    }

    private static let bodies: [(name: String, bytes: [UInt8])] = [
        ("nothing", []), ("a space", [0x20]), ("half an object", Array(#"{"title":"Week"#.utf8)),
        ("a lone high surrogate", film(Array(#"\ud83c"#.utf8))),
        ("a lone low surrogate", film(Array(#"\udfac"#.utf8))),
        ("surrogates the wrong way round", film(Array(#"\udfac\ud83c"#.utf8))),
        ("a NUL byte in text", film([0x41, 0x00, 0x42])), ("a line feed in text", film([0x41, 0x0A, 0x42])),
        ("a byte that UTF-8 does not have", film([0xFF])), ("half a character", film([0xC3])),
        ("an overlong slash", film([0xC0, 0xAF])), ("a surrogate as bytes", film([0xED, 0xA0, 0x80])),
        ("a byte order mark in UTF-16", [0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00]),
        ("arrays without end", Array(repeating: 0x5B, count: 500_000)),
        ("objects without end", Array(String(repeating: #"{"a":"#, count: 100_000).utf8)),
        (
            "deep nesting",
            Array((String(repeating: "[", count: 65) + String(repeating: "]", count: 65)).utf8)
        ),
        ("a key that comes twice", Array(#"{"title":"A","title":"B","year":1967}"#.utf8)),
        ("a key that comes twice further down", Array(#"{"cast":[{"person":1,"person":2}]}"#.utf8)),
        ("two values", Array("{} {}".utf8)), ("a comma too many", Array(#"{"year":1967,}"#.utf8)),
        ("a comment", Array("{} // x".utf8)), ("single quotes", Array("{'title':'A'}".utf8)),
        ("a number without end", Array("{\"year\":1e999999999}".utf8)),
        ("a leading zero", Array("{\"year\":01967}".utf8)),
        ("not a number", Array("{\"year\":NaN}".utf8)), ("an unknown escape", film(Array(#"\x41"#.utf8))),
    ]

    @Test("is refused, and the sentence says where")
    func refused() async throws {
        try await Desk.with { desk in
            for (name, bytes) in Self.bodies {
                let answer = try await desk.ask("POST", "/api/movies", bytes: bytes)
                #expect(answer.status == 400, "\(name)")
                #expect(answer.header("content-type") == "application/problem+json")
                #expect(answer.json["type"] == .string("/problems/malformed-json"), "\(name): \(answer.text)")
                #expect(answer.json["detail"]?.text?.hasPrefix("Line ") == true, "\(name)")
            }
            #expect(try await desk.make("/api/movies", #"{"title":"Weekend","year":1967}"#) == 1)
        }
    }

    @Test("is refused in a line of many commands, too")
    func lines() async throws {
        try await Desk.with { desk in
            for (name, bytes) in Self.bodies where !bytes.contains(10) && !bytes.isEmpty && bytes != [0x20] {
                let good = Array("\n{\"command\":\"register-genre\",\"name\":\"\(name)\"}".utf8)
                let answer = try await desk.ask(
                    "POST",
                    "/api/commands",
                    bytes: bytes + good,
                    ["content-type": "application/x-ndjson"]
                )
                let answers = try answer.body.split(separator: 10).map { try JSONValue(parsing: Array($0)) }
                #expect(answers.count == 2, "\(name)")
                #expect(answers.first?["type"] == .string("/problems/malformed-json"), "\(name)")
                #expect(answers.last?["status"] == .int(201), "\(name)")
            }
        }
    }

    @Test("but strange text is text, and comes through")
    func strangeText() async throws {
        try await Desk.with { desk in
            for title in [#"\ud83c\udfac"#, "🎬", "𝔉ilm", "e\u{301}", "\u{202E}kcab", "أفلام", "\\\"\\/"] {
                let answer = try await desk.ask("POST", "/api/movies", bytes: Self.film(Array(title.utf8)))
                #expect(answer.status == 201, "\(title): \(answer.text)")
            }
        }
    }
}
