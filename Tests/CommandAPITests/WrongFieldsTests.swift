import JSONKit
import Testing

@Suite("A body with wrong fields", .timeLimit(.minutes(5)))
struct WrongFieldsTests {
    /// Members that a film cannot have, and where the errors are.
    static let members: [(String, [String])] = [
        // Wrong types
        (#""title":7"#, ["/title"]), (#""title":["Weekend"]"#, ["/title"]), (#""title":null"#, ["/title"]),
        (#""year":"1967""#, ["/year"]), (#""year":1967.5"#, ["/year"]), (#""year":true"#, ["/year"]),
        (#""genres":1"#, ["/genres"]), (#""genres":{"0":1}"#, ["/genres"]),
        (#""genres":["1"]"#, ["/genres/0"]),
        (#""cast":[1,{"person":{}}]"#, ["/cast/0", "/cast/1/person"]), (#""rating":"9""#, ["/rating"]),
        (#""overview":{}"#, ["/overview"]), (#""external_ids":["x"]"#, ["/external_ids/0"]),
        // Out of bounds
        (#""year":-1967"#, ["/year"]), (#""year":0"#, ["/year"]), (#""year":2201"#, ["/year"]),
        (#""year":9223372036854775807"#, ["/year"]), (#""year":9223372036854775808"#, ["/year"]),
        (#""runtime":0"#, ["/runtime"]), (#""rating":-0.1"#, ["/rating"]), (#""rating":10.1"#, ["/rating"]),
        (#""popularity":1e300"#, ["/popularity"]), (#""genres":[0,-1]"#, ["/genres/0", "/genres/1"]),
        (#""genres":[\#(repeatElement("1", count: 51).joined(separator: ","))]"#, ["/genres"]),
        (#""title":"""#, ["/title"]), (#""title":" \t ""#, ["/title"]),
        (#""title":"\#(String(repeating: "x", count: 501))""#, ["/title"]),
        (#""title":"\#(String(repeating: "x", count: 1_000_000))""#, ["/title"]),
        (#""overview":"\#(String(repeating: "x", count: 20_001))""#, ["/overview"]),
        // Text that is none
        (#""title":"a\u0000b""#, ["/title"]), (#""title":"a\nb""#, ["/title"]),
        (#""title":"a\u001bb""#, ["/title"]),
        (#""poster_url":"javascript:alert(1)""#, ["/poster_url"]),
        (#""poster_url":"http://a b""#, ["/poster_url"]),
        (#""countries":["fr","FRA"]"#, ["/countries/0", "/countries/1"]),
        (#""languages":["FR"]"#, ["/languages/0"]),
        (#""external_ids":[{"source":"A","id":"1"}]"#, ["/external_ids/0/source"]),
        (#""external_ids":[{"source":"a","id":"1"},{"source":"a","id":"2"}]"#, ["/external_ids"]),
        // Unknown fields and references
        (#""titel":"x""#, ["/titel"]), (#""id":1"#, ["/id"]), (#""a/b~c":1"#, ["/a~1b~0c"]),
        (#""":1"#, ["/"]),
        (#""cast":[{"person":1,"name":"x"}]"#, ["/cast/0/name"]), (#""genres":[9]"#, ["/genres/0"]),
        (#""countries":["ZZ"]"#, ["/countries/0"]), (#""languages":["zz"]"#, ["/languages/0"]),
        (#""cast":[{"person":9}],"crew":[{"person":8,"job":"x"}]"#, ["/cast/0/person", "/crew/0/person"]),
    ]

    @Test("is refused, and each of them is named")
    func single() async throws {
        try await Desk.with { desk in
            for (member, pointers) in Self.members {
                var body = #"{"title":"Weekend","year":1967,\#(member)}"#
                for name in ["title", "year"] where member.hasPrefix("\"\(name)\":") {
                    body = name == "title" ? #"{"year":1967,\#(member)}"# : #"{"title":"Weekend",\#(member)}"#
                }
                let answer = try await desk.ask("POST", "/api/movies", body)
                #expect(answer.status == 400, "\(member.prefix(80))")
                #expect(answer.header("content-type") == "application/problem+json")
                #expect(answer.json["type"] == .string("/problems/validation"), "\(member.prefix(80))")
                #expect(answer.json.pointers == pointers, "\(member.prefix(80))")
            }
            // None of them left a trace.
            #expect(try await desk.make("/api/movies", #"{"title":"Weekend","year":1967}"#) == 1)
        }
    }

    @Test("names missing and unknown ones together")
    func together() async throws {
        try await Desk.with { desk in
            let answer = try await desk.ask("POST", "/api/movies", #"{"runtime":"x","colour":1,"sound":2}"#)
            #expect(answer.json.pointers == ["/colour", "/runtime", "/sound", "/title", "/year"])
            #expect(answer.json["detail"] == .string("5 fields are wrong."))
        }
    }

    @Test("names the first hundred of very many")
    func veryMany() async throws {
        try await Desk.with { desk in
            let members = (0..<50_000).map { "\"f\($0)\":0" }.joined(separator: ",")
            let answer = try await desk.ask("POST", "/api/movies", "{\(members)}")
            #expect(answer.status == 400)
            #expect(answer.json.pointers.count == 100)
        }
    }

    @Test("that is no object at all is refused", arguments: ["[]", "null", "1", "\"x\"", "true"])
    func noObject(_ body: String) async throws {
        try await Desk.with { desk in
            for (method, path) in [
                ("POST", "/api/movies"), ("PATCH", "/api/movies/1"), ("PUT", "/api/people/1"),
            ] {
                let answer = try await desk.ask(method, path, body)
                #expect(answer.status == 400)
                #expect(answer.json.pointers == [""])
            }
        }
    }

    @Test("is refused by PATCH as by POST; only null is another thing there")
    func patch() async throws {
        try await Desk.with { desk in
            try await desk.make("/api/movies", #"{"title":"Weekend","year":1967,"runtime":105}"#)
            let wrong = try await desk.ask(
                "PATCH",
                "/api/movies/1",
                #"{"title":null,"year":null,"cast":null,"runtime":-1,"rating":11,"id":2,"x":0}"#
            )
            #expect(wrong.status == 400)
            #expect(wrong.json.pointers == ["/cast", "/id", "/rating", "/runtime", "/title", "/x", "/year"])
            let right = try await desk.ask("PATCH", "/api/movies/1", #"{"runtime":null}"#)
            #expect(right.status == 200)
            #expect(right.json["version"] == .int(2))
        }
    }
}
