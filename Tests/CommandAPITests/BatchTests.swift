import JSONKit
import Testing

@Suite("Many commands at once", .timeLimit(.minutes(5)))
struct BatchTests {
    private func statuses(_ answers: [JSONValue]) -> [Int64] { answers.compactMap { $0["status"]?.number } }

    @Test("get one line each, in their order, and see what the ones before did")
    func order() async throws {
        try await Desk.with { desk in
            let answers = try await desk.batch(
                """
                {"command":"register-genre","name":"Drama"}
                {"command":"register-movie","title":"Weekend","year":1967,"genres":[1]}
                {"command":"revise-movie","id":1,"runtime":105}
                {"command":"withdraw-movie","id":1}
                {"command":"restore-movie","id":1}
                """
            )
            #expect(answers.compactMap { $0["line"]?.number } == [1, 2, 3, 4, 5])
            #expect(statuses(answers) == [201, 201, 200, 200, 200])
            #expect(answers.compactMap { $0["version"]?.number } == [1, 1, 2, 3, 4])
            #expect(
                answers.compactMap { $0["outcome"]?.text } == [
                    "created", "created", "changed", "changed", "changed",
                ]
            )
            #expect(answers[1].keys == ["line", "status", "outcome", "id", "slug", "version", "position"])
        }
    }

    @Test("go on after a wrong one, whose line is a problem")
    func wrongLines() async throws {
        try await Desk.with { desk in
            let lines = [
                #"{"command":"register-genre","name":"Drama"}"#,
                #"{"command":"register-genre","name":"Drama"}"#,
                "{", #"{"command":"register-gender","name":"X"}"#, #"{"name":"X"}"#, "[]", "7",
                #"{"command":"register-genre","name":"","x":1}"#, #"{"command":"withdraw-movie","id":9}"#,
                #"{"command":"register-genre","name":"Noir"}"#,
            ]
            let answers = try await desk.batch(lines.joined(separator: "\n"))
            #expect(statuses(answers) == [201, 409, 400, 400, 400, 400, 400, 400, 404, 201])
            #expect(
                answers.map { $0["type"]?.text } == [
                    nil, "/problems/conflict", "/problems/malformed-json", "/problems/validation",
                    "/problems/validation", "/problems/validation", "/problems/validation",
                    "/problems/validation", "/problems/not-found", nil,
                ]
            )
            #expect(
                answers.map(\.pointers) == [
                    [], [], [], ["/command"], ["/command"], [""], [""], ["/name", "/x"], [], [],
                ]
            )
            #expect(answers[9]["id"] == .int(2))
        }
    }

    @Test("may have blank lines, which count but get no answer, and no line end at the end")
    func blankLines() async throws {
        try await Desk.with { desk in
            let answers = try await desk.batch(
                "\r\n\n{\"command\":\"register-genre\",\"name\":\"A\"}\r\n"
                    + "  \n{\"command\":\"register-genre\",\"name\":\"B\"}"
            )
            #expect(answers.compactMap { $0["line"]?.number } == [3, 5])
            #expect(statuses(answers) == [201, 201])
        }
    }

    @Test("may be none")
    func none() async throws {
        try await Desk.with { desk in
            let answers = try await desk.batch("") + desk.batch("\n\n")
            #expect(answers == [])
        }
    }

    @Test("may each have a key that makes sending them again safe")
    func keys() async throws {
        try await Desk.with { desk in
            let line = #"{"command":"register-person","name":"Anna Karina","idempotency_key":"k-1"}"#
            let answers = try await desk.batch("\(line)\n\(line)\n")
            #expect(answers.compactMap { $0["id"]?.number } == [1, 1])
            #expect(statuses(answers) == [201, 201])
            let other = line.replacing("Anna", with: "Anne")
            let refused = try await desk.batch("\(other)\n\(other.replacing("k-1", with: "k 1"))")
            #expect(statuses(refused) == [422, 400])
            #expect(refused[1].pointers == ["/idempotency_key"])
        }
    }

    @Test("may be thousands, in whatever pieces they come")
    func thousands() async throws {
        try await Desk.with { desk in
            let count = 3000
            let bytes = Array(
                (0..<count).map { #"{"command":"register-person","name":"Person \#($0)"}"# + "\n" }.joined()
                    .utf8
            )
            var wire = try await desk.server.open()
            try await wire.send(
                "POST /api/commands HTTP/1.1\r\nhost: t\r\nauthorization: Bearer \(Desk.token)\r\n"
                    + "content-type: application/x-ndjson\r\ncontent-length: \(bytes.count)\r\n\r\n"
            )
            for start in stride(from: 0, to: bytes.count, by: 7919) {
                try await wire.send(Array(bytes[start..<min(start + 7919, bytes.count)]))
            }
            let answers = try await wire.answer().body.split(separator: 10).map {
                try JSONValue(parsing: Array($0))
            }
            #expect(answers.compactMap { $0["line"]?.number } == (1...Int64(count)).map(\.self))
            #expect(answers.allSatisfy { $0["status"] == .int(201) })
        }
    }

    @Test("with a line that is too long lose only that line")
    func longLine() async throws {
        try await Desk.with { desk in
            let long =
                #"{"command":"register-genre","name":""# + String(repeating: "x", count: 1 << 20) + "\"}"
            let answers = try await desk.batch(long + "\n" + #"{"command":"register-genre","name":"Drama"}"#)
            #expect(statuses(answers) == [413, 201])
            #expect(answers[0]["type"] == .string("/problems/body-too-large"))
        }
    }

    @Test(
        "get answers while they are still being sent, and a line that breaks off is none",
        arguments: [false, true]
    )
    func cutOff(_ stillListens: Bool) async throws {
        try await Desk.with { desk in
            var wire = try await desk.server.open()
            try await wire.send(
                "POST /api/commands HTTP/1.1\r\nhost: t\r\nauthorization: Bearer \(Desk.token)\r\n"
                    + "content-type: application/x-ndjson\r\ncontent-length: 999\r\n\r\n"
                    + "{\"command\":\"register-genre\",\"name\":\"Whole\"}\n"
            )
            #expect(try await wire.head().status == 200)
            #expect(String(decoding: try await wire.take(through: "}\n"), as: UTF8.self).contains("whole"))
            try await wire.send("{\"command\":\"register-genre\",\"name\":\"Half\"}")
            if stillListens {
                try await wire.endSending()
                // Whoever listens notices that the answer has no end.
                #expect(!String(decoding: await wire.rest(), as: UTF8.self).hasSuffix("0\r\n\r\n"))
            } else {
                await wire.close()
            }
            try await desk.server.waitUntil { $0.contains(#"route="/api/commands",status="200"} 1"#) }
            #expect(try await desk.ask("POST", "/api/genres", #"{"name":"Half"}"#).status == 201)
        }
    }

    @Test("of another type than NDJSON are refused")
    func mediaType() async throws {
        try await Desk.with { desk in
            let answer = try await desk.ask(
                "POST",
                "/api/commands",
                #"{"command":"register-genre","name":"A"}"#
            )
            #expect(answer.status == 415)
        }
    }
}
