import JSONKit
import Testing

@Suite("Credits over HTTP", .timeLimit(.minutes(5)))
struct CreditTests {
    /// Runs `body` with a desk whose film 1 has no credits; version 1.
    private static func withFilm(_ body: @escaping @Sendable (Desk) async throws -> Void) async throws {
        try await Desk.with { desk in
            try await desk.furnish()
            try await desk.make("/api/movies", #"{"title":"Bande à part","year":1964}"#)
            try await body(desk)
        }
    }

    @Test("are added to cast and crew, revised, replaced and taken away")
    func wholeLife() async throws {
        try await Self.withFilm { desk in
            let cast = try await desk.ask(
                "POST",
                "/api/movies/1/credits",
                #"{"person":1,"character":"Odile"}"#
            )
            #expect(cast.status == 201)
            #expect(cast.header("location") == "/api/movies/1/credits/1")
            #expect(cast.json["version"] == .int(2))
            let crew = try await desk.ask("POST", "/api/movies/1/credits", #"{"person":2,"job":"director"}"#)
            #expect(crew.json["id"] == .int(2))

            let patch = try await desk.ask("PATCH", "/api/movies/1/credits/1", #"{"billing":3}"#)
            #expect(patch.json["version"] == .int(4))
            // A replaced role without a character has none; that is a change, and repeating it is none.
            for _ in 1...2 {
                let put = try await desk.ask("PUT", "/api/movies/1/credits/1", #"{"billing":3}"#)
                #expect(put.json["version"] == .int(5))
            }
            for _ in 1...2 {
                let delete = try await desk.ask("DELETE", "/api/movies/1/credits/2")
                #expect(delete.status == 204)
                #expect(delete.header("etag") == "\"6\"")
            }
        }
    }

    @Test(
        "name what is wrong with them",
        arguments: [
            (#"{"person":99}"#, ["/person"]), (#"{}"#, ["/person"]), (#"{"person":1,"job":""}"#, ["/job"]),
            (#"{"person":"1","billing":0,"role":"x"}"#, ["/billing", "/person", "/role"]),
            (#"{"person":1,"job":"writer","character":"Odile"}"#, ["/character"]), (#"[]"#, [""]),
            (#"{"person":1,"id":1}"#, ["/id"]),
        ]
    )
    func wrong(_ body: String, pointers: [String]) async throws {
        try await Self.withFilm { desk in
            let answer = try await desk.ask("POST", "/api/movies/1/credits", body)
            #expect(answer.status == 400)
            #expect(answer.json["type"] == .string("/problems/validation"))
            #expect(answer.json.pointers == pointers)
        }
    }

    @Test("of the crew have no character and no billing, those of the cast no job")
    func mixed() async throws {
        try await Self.withFilm { desk in
            try await desk.make("/api/movies/1/credits", #"{"person":1,"character":"Odile"}"#)
            try await desk.make("/api/movies/1/credits", #"{"person":2,"job":"director"}"#)
            for (id, body, pointer) in [
                (1, #"{"job":"writer"}"#, "/job"), (2, #"{"character":"X"}"#, "/character"),
                (2, #"{"billing":1}"#, "/billing"),
            ] {
                let answer = try await desk.ask("PATCH", "/api/movies/1/credits/\(id)", body)
                #expect(answer.status == 400)
                #expect(answer.json.pointers == [pointer])
            }
        }
    }

    @Test("are refused when the person has that job already")
    func twice() async throws {
        try await Self.withFilm { desk in
            let job = #"{"person":2,"job":"director"}"#
            try await desk.make("/api/movies/1/credits", job)
            let answer = try await desk.ask("POST", "/api/movies/1/credits", job)
            #expect(answer.status == 409)
            #expect(answer.json["type"] == .string("/problems/conflict"))
        }
    }
}
