import JSONKit
import Testing

@Suite("A film over HTTP", .timeLimit(.minutes(5)))
struct MovieTests {
    private static let film = #"{"title":"Vivre sa vie","year":1962,"genres":[1],"countries":["FR"]}"#

    @Test("is registered with everything it has, and found under its Location")
    func register() async throws {
        try await Desk.with { desk in
            try await desk.furnish()
            let answer = try await desk.ask(
                "POST",
                "/api/movies",
                #"""
                {"title":"Vivre sa vie","year":1962,"original_title":"Vivre sa vie","runtime":83,
                 "overview":"Nana.","poster_url":"https://example.org/a.jpg","popularity":1.5,"rating":8,
                 "genres":[1],"countries":["FR"],"languages":["fr"],"alternative_titles":["My Life to Live"],
                 "external_ids":[{"source":"wikipedia","id":"Vivre_sa_vie"}],
                 "cast":[{"person":1,"character":"Nana","billing":1}],"crew":[{"person":2,"job":"director"}]}
                """#
            )
            #expect(answer.status == 201)
            #expect(answer.header("location") == "/api/movies/1")
            #expect(answer.header("etag") == "\"1\"")
            #expect(answer.header("content-type") == "application/json")
            #expect(answer.json.keys == ["id", "slug", "version", "position"])
            #expect(answer.json["slug"] == .string("vivre-sa-vie-1962"))
            #expect(answer.json["position"]?.text == answer.header("kinoteka-position"))
        }
    }

    @Test("changes with PATCH, and a patch that changes nothing keeps the version")
    func revise() async throws {
        try await Desk.with { desk in
            try await desk.furnish()
            let id = try await desk.make("/api/movies", Self.film)
            let first = try await desk.ask("PATCH", "/api/movies/\(id)", #"{"runtime":83,"rating":null}"#)
            #expect(first.status == 200)
            #expect(first.json["version"] == .int(2))
            let again = try await desk.ask(
                "PATCH",
                "/api/movies/\(id)",
                #"{"runtime":83}"#,
                ["content-type": "application/merge-patch+json"]
            )
            #expect(again.status == 200)
            #expect(again.json["version"] == .int(2))
            #expect(again.header("etag") == "\"2\"")
        }
    }

    @Test("is replaced with PUT: what is absent is taken away")
    func replace() async throws {
        try await Desk.with { desk in
            try await desk.furnish()
            let id = try await desk.make("/api/movies", Self.film)
            let put = try await desk.ask("PUT", "/api/movies/\(id)", #"{"title":"Vivre sa vie","year":1962}"#)
            #expect(put.status == 200)
            #expect(put.json["version"] == .int(2))
            // No film has the genre any more, so it may go.
            #expect(try await desk.ask("DELETE", "/api/genres/1").status == 204)
        }
    }

    @Test("is withdrawn and restored, each as often as one likes")
    func withdraw() async throws {
        try await Desk.with { desk in
            try await desk.furnish()
            let path = "/api/movies/\(try await desk.make("/api/movies", Self.film))"
            for _ in 1...2 {
                let answer = try await desk.ask("DELETE", path)
                #expect(answer.status == 204)
                #expect(answer.header("etag") == "\"2\"")
                #expect(answer.header("kinoteka-position") != nil)
            }
            let gone = try await desk.ask("PATCH", path, #"{"year":1963}"#)
            #expect(gone.status == 410)
            #expect(gone.json["type"] == .string("/problems/gone"))
            for _ in 1...2 {
                let answer = try await desk.ask("POST", path + "/restore")
                #expect(answer.status == 200)
                #expect(answer.json["version"] == .int(3))
            }
            #expect(try await desk.ask("PATCH", path, #"{"year":1963}"#).status == 200)
        }
    }

    @Test(
        "that never was is 404",
        arguments: ["2", "0", "01", "-1", "1.0", "x", "9223372036854775807", "9223372036854775808", "%31%00"]
    )
    func unknown(_ id: String) async throws {
        try await Desk.with { desk in
            try await desk.make("/api/movies", #"{"title":"Alphaville","year":1965}"#)
            for (method, path, body) in [
                ("PATCH", "", "{}"), ("PUT", "", #"{"title":"X","year":1999}"#), ("DELETE", "", nil),
                ("POST", "/restore", nil), ("POST", "/credits", #"{"person":1}"#),
                ("DELETE", "/credits/1", nil),
            ] as [(String, String, String?)] {
                let answer = try await desk.ask(method, "/api/movies/\(id)\(path)", body)
                #expect(answer.status == 404, "\(method) \(path)")
                #expect(answer.json["type"] == .string("/problems/not-found"))
            }
        }
    }
}
