import JSONKit
import Testing

@Suite("A person over HTTP", .timeLimit(.minutes(5)))
struct PersonTests {
    @Test("is registered, revised, replaced, withdrawn and restored")
    func wholeLife() async throws {
        try await Desk.with { desk in
            let made = try await desk.ask("POST", "/api/people", #"{"name":"Anna Karina","birth_year":1940}"#)
            #expect(made.status == 201)
            #expect(made.header("location") == "/api/people/1")
            #expect(made.json["slug"] == .string("anna-karina"))
            for (method, path, body, status, version) in [
                ("PATCH", "/api/people/1", #"{"death_year":2019}"#, 200, 2),
                ("PUT", "/api/people/1", #"{"name":"Hanne Karin Bayer"}"#, 200, 3),
                ("DELETE", "/api/people/1", nil, 204, 4), ("POST", "/api/people/1/restore", nil, 200, 5),
            ] as [(String, String, String?, Int, Int)] {
                let answer = try await desk.ask(method, path, body)
                #expect(answer.status == status)
                #expect(answer.header("etag") == "\"\(version)\"")
            }
        }
    }

    @Test("with wrong facts gets every one of them named")
    func wrong() async throws {
        try await Desk.with { desk in
            let answer = try await desk.ask(
                "POST",
                "/api/people",
                #"{"name":" ","birth_year":-5,"death_year":"1","alive":true,"external_ids":[{"source":"a"}]}"#
            )
            #expect(answer.status == 400)
            #expect(
                answer.json.pointers
                    == ["/alive", "/birth_year", "/death_year", "/external_ids/0/id", "/name"]
            )
        }
    }

    @Test("whose name is taken away is refused")
    func nameless() async throws {
        try await Desk.with { desk in
            try await desk.make("/api/people", #"{"name":"Anna Karina"}"#)
            let answer = try await desk.ask("PATCH", "/api/people/1", #"{"name":null}"#)
            #expect(answer.status == 400)
            #expect(answer.json.pointers == ["/name"])
        }
    }
}
