import HTTPKit
import HTTPTypes
import JSONKit
import Testing

@Suite("A route that needs the token", .timeLimit(.minutes(5)))
struct AccessTests {
    private static let secret = "0123456789abcdef-secret"
    private static let route = Route(
        .post,
        "/secret",
        "Something for editors",
        tag: "Test",
        access: .token,
        body: .json(.any, "Anything."),
        answers: [.empty(204, "Done.")]
    ) { call in
        _ = try await call.body()
        return .empty()
    }

    private func ask(_ authorization: String?) async throws -> Wire.Answer {
        let (answers, continuation) = AsyncStream.makeStream(of: Wire.Answer.self)
        try await RunningServer.with([Self.route], token: BearerToken(Self.secret)) { server in
            let headers: [String: String] =
                authorization.map { ["authorization": $0, "content-type": "application/json"] } ?? [:]
            continuation.yield(try await server.ask("POST", "/secret", headers, Array("{}".utf8)))
        }
        var iterator = answers.makeAsyncIterator()
        return try #require(await iterator.next())
    }

    @Test("takes it, whatever the case of the scheme", arguments: ["Bearer", "bearer", "BEARER"])
    func right(_ scheme: String) async throws {
        #expect(try await ask("\(scheme) \(Self.secret)").status == 204)
    }

    @Test(
        "refuses every other text",
        arguments: [
            "", "Bearer", "Bearer ", "Bearer x", "Basic \(secret)", secret, "Bearer \(secret)x",
            "Bearer x\(secret)",
            "Bearer \(secret.uppercased())", "Bearer  \(secret)",
            "Bearer \(String(repeating: "x", count: 5000))",
        ]
    )
    func wrong(_ authorization: String) async throws {
        let answer = try await ask(authorization)
        #expect(answer.status == 401)
        #expect(answer.header("www-authenticate")?.contains("invalid_token") == true)
        #expect(answer.json["type"] == .string("/problems/unauthorized"))
        #expect(!answer.text.contains(Self.secret))
    }

    @Test("asks for it before anything else is looked at")
    func missing() async throws {
        let answer = try await ask(nil)
        #expect(answer.status == 401)
        #expect(answer.header("www-authenticate") == "Bearer realm=\"kinoteka\"")
    }

    @Test("is closed on a server without one")
    func none() async throws {
        try await RunningServer.with([Self.route]) { server in
            let answer = try await server.ask("POST", "/secret", ["authorization": "Bearer \(Self.secret)"])
            #expect(answer.status == 503)
            #expect(answer.json["type"] == .string("/problems/unavailable"))
        }
    }

    @Test("cannot be printed by accident")
    func printing() throws {
        let token = try #require(BearerToken(Self.secret))
        #expect(!"\(token)".contains(Self.secret))
        #expect(!String(reflecting: token).contains(Self.secret))
    }

    @Test(
        "is never a text that can be guessed or not be sent",
        arguments: ["", "short", "0123456789 abcdef", "0123456789abcdéf"]
    )
    func weak(_ text: String) {
        #expect(BearerToken(text) == nil)
    }
}
