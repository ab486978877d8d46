import CatalogService
import CommandAPI
import EventLog
import Foundation
import HTTPKit
import JSONKit
import Testing
import WriteSide

/// The command API on a real writer in a folder of its own, over real HTTP.
struct Desk: Sendable {
    static let token = "the-editors-token-of-a-test"

    let server: RunningServer
    let routes: [Route]

    static func with(_ body: @escaping @Sendable (Desk) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "kinoteka-desk-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let writer = try await ServiceWriter(service: CatalogService(), lock: DataFolder(path: path).lock())
        let routes = CommandAPI(writer: writer, metrics: Metrics()).routes
        let result = await Result {
            try await RunningServer.with(routes, token: BearerToken(token)) { server in
                try await body(Desk(server: server, routes: routes))
            }
        }
        await writer.close()
        try result.get()
    }

    /// One request with the token.
    func ask(
        _ method: String,
        _ path: String,
        _ body: String? = nil,
        _ headers: [String: String] = [:]
    ) async throws -> Wire.Answer {
        try await ask(method, path, bytes: body.map { Array($0.utf8) }, headers)
    }

    func ask(
        _ method: String,
        _ path: String,
        bytes: [UInt8]?,
        _ headers: [String: String] = [:]
    ) async throws -> Wire.Answer {
        var all = ["authorization": "Bearer \(Self.token)"]
        if bytes != nil { all["content-type"] = "application/json" }
        all.merge(headers) { $1 }
        return try await server.ask(method, path, all, bytes)
    }

    /// Sends a body that must make something, and gives its identifier.
    @discardableResult
    func make(_ path: String, _ body: String) async throws -> Int64 {
        let answer = try await ask("POST", path, body)
        try #require(answer.status == 201, "\(answer.text)")
        return answer.json["id"]?.number ?? 0
    }

    /// Sends commands, one per line, and gives their answers.
    func batch(_ lines: String) async throws -> [JSONValue] {
        let answer = try await ask("POST", "/api/commands", lines, ["content-type": "application/x-ndjson"])
        try #require(answer.status == 200, "\(answer.text)")
        return try answer.body.split(separator: 10).map { try JSONValue(parsing: Array($0)) }
    }

    /// Everything that films refer to: genre 1, FR and DE, fr, people 1 and 2.
    func furnish() async throws {
        let answers = try await batch(
            """
            {"command":"register-genre","name":"Drama"}
            {"command":"register-country","code":"FR","name":"France"}
            {"command":"register-country","code":"DE","name":"Germany"}
            {"command":"register-language","code":"fr","name":"French"}
            {"command":"register-person","name":"Anna Karina"}
            {"command":"register-person","name":"Jean-Luc Godard"}
            """
        )
        try #require(answers.allSatisfy { $0["status"] == .int(201) })
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
