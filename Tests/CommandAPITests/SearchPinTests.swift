import JSONKit
import Testing

@Suite("Pins over HTTP", .timeLimit(.minutes(5)))
struct SearchPinTests {
    @Test("are set, set again and taken away")
    func wholeLife() async throws {
        try await Desk.with { desk in
            try await desk.make("/api/movies", #"{"title":"Weekend","year":1967}"#)
            let path = "/api/search/pins/french%20films"
            let made = try await desk.ask("PUT", path, #"{"movies":[1]}"#)
            #expect(made.status == 201)
            #expect(made.header("location") == path)
            #expect(made.json["id"] == .string("french films"))
            #expect(
                try await desk.ask("PUT", "/api/search/pins/French%20%20Films", #"{"movies":[1]}"#).status
                    == 200
            )
            #expect(try await desk.ask("DELETE", path).status == 204)
        }
    }

    @Test(
        "of wrong films are refused",
        arguments: [
            ("{}", ["/movies"]), (#"{"movies":[]}"#, ["/movies"]), (#"{"movies":["x"]}"#, ["/movies/0"]),
            (#"{"movies":[9]}"#, ["/movies/0"]), (#"{"movies":[1],"query":"x"}"#, ["/query"]),
        ]
    )
    func wrong(_ body: String, pointers: [String]) async throws {
        try await Desk.with { desk in
            try await desk.make("/api/movies", #"{"title":"Weekend","year":1967}"#)
            let answer = try await desk.ask("PUT", "/api/search/pins/films", body)
            #expect(answer.status == 400)
            #expect(Set(answer.json.pointers).isSuperset(of: pointers))
        }
    }
}
