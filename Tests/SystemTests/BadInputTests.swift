import Foundation
import NIOHTTP1
import Testing

@Suite("Bad input")
struct BadInputTests {
    /// A body of `POST /api/movies`, and pointers to the fields that the answer must name.
    private struct Body {
        let bytes: [UInt8]
        let pointers: Set<String>

        init(_ text: String, _ pointers: String...) {
            bytes = Array(text.utf8)
            self.pointers = Set(pointers)
        }

        init(bytes: [UInt8]) {
            self.bytes = bytes
            pointers = []
        }
    }

    private static let bodies: [Body] = [
        Body(#"{"title":1,"year":"1999","genres":{}}"#, "/title", "/year", "/genres"),
        Body("{}", "/title", "/year"),
        Body(#"{"title":"A","year":1999,"colour":"red"}"#, "/colour"),
        Body(#"{"title":"A","year":-5}"#, "/year"),
        Body(#"{"title":"A","year":1999.5}"#, "/year"),
        Body(#"{"title":"A","year":99999999999999999999}"#, "/year"),
        Body(#"{"title":"A","year":1999,"genres":[4711]}"#, "/genres/0"),
        Body(#"{"title":"A","year":1999,"cast":[{"person":4711}]}"#, "/cast/0/person"),
        Body(#"{"title":"\#(String(repeating: "x", count: 1_000_000))","year":1999}"#, "/title"),
        Body(#"{"title":"A\u0000B","year":1999}"#, "/title"),
        Body(#"{"title":"\ud800","year":1999}"#),
        Body(#"{"title":"A","title":"B","year":1999}"#),
        Body(String(repeating: "[", count: 100_000)),
        Body(#"{"title":"A","year":1999"#),
        Body(""),
        Body("null", ""),
        Body(bytes: Array(#"{"title":""#.utf8) + [0xC3, 0x28] + Array(#"","year":1999}"#.utf8)),
        Body(bytes: [0xFF, 0xFE, 0x00]),
        Body(bytes: [UInt8](repeating: UInt8(ascii: " "), count: (1 << 20) + 1)),
    ]

    @Test("gets a problem that names what is wrong, never a 500, and leaves nothing in the log")
    func problems() async throws {
        try await withDataFolder { folder in
            let kinoteka = try await RunningKinoteka.up(data: folder)
            for body in Self.bodies {
                let start = String(decoding: body.bytes.prefix(60), as: UTF8.self)
                let answer = try await kinoteka.post("/api/movies", bytes: body.bytes)
                #expect((400...422).contains(answer.status), "\(start): \(answer.status) \(answer.text)")
                #expect(answer.headers.first(name: "Content-Type") == "application/problem+json", "\(start)")
                let named = (answer.json["errors"] as? [[String: Any]])?.compactMap {
                    $0["pointer"] as? String
                }
                #expect(Set(named ?? []) == body.pointers, "\(start): \(answer.text)")
            }
            for path in [
                "/api/movies?year=abc&limit=0&colour=red", "/api/movies?cursor=nonsense", "/api/movies/%00",
                "/api/movies/99999999999999999999", "/api/movies/%C3%28", "/api/search?q=%ff", "/nothing",
                "//",
            ] {
                let answer = try await kinoteka.get(path)
                #expect((400...422).contains(answer.status), "\(path): \(answer.status) \(answer.text)")
            }
            for position in [
                "catalog", "catalog:-1", "catalog:99999999999999999999", "nothing:1", "catalog:1;",
            ] {
                #expect(try await kinoteka.get("/api/movies/1", after: position).status == 400, "\(position)")
            }

            let metrics = try await kinoteka.get("/metrics").text
            #expect(!metrics.contains(#"status="500""#))
            try await kinoteka.verifyEverything()
            #expect(try await kinoteka.command("log", "export").succeeded().output == "")
            await kinoteka.stop()
        }
    }
}
