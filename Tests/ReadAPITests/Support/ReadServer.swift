import AsyncHTTPClient
import CatalogScript
import Contracts
import Foundation
import HTTPKit
import Logging
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@testable import ReadAPI

/// The routes behind a real server, and a client of it.
struct ReadServer: Sendable {
    struct Answer: Sendable {
        let status: Int
        let headers: [String: String]
        let body: Data

        /// A header by its name, whatever the case.
        func header(_ name: String) -> String? { headers[name.lowercased()] }

        /// The body as JSON; empty where it is not an object.
        var json: [String: Any] { (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] ?? [:] }
        var items: [[String: Any]] { json["items"] as? [[String: Any]] ?? [] }
        /// What is wrong with which parameter, of a problem.
        var pointers: [String] {
            ((json["errors"] as? [[String: Any]]) ?? []).compactMap { $0["pointer"] as? String }.sorted()
        }
        var problem: String? { json["type"] as? String }

        /// What is wrong, by parameter.
        var details: [String: String] {
            let errors = (json["errors"] as? [[String: Any]]) ?? []
            let pairs = errors.compactMap { error in
                (error["pointer"] as? String).flatMap { pointer in
                    (error["detail"] as? String).map { (pointer, $0) }
                }
            }
            return Dictionary(pairs) { first, _ in first }
        }
        /// The items' identifiers, titles or names.
        var ids: [Int64] { items.compactMap { $0["id"] as? Int64 } }
        var titles: [String] { items.compactMap { ($0["title"] ?? $0["name"]) as? String } }
        var total: Int? { json["total"] as? Int }
        var next: String? { json["next"] as? String }
        /// Keys and counts of a facet, in order.
        func facet(_ name: String) -> [String] {
            let values = (json["facets"] as? [String: [[String: Any]]])?[name] ?? []
            return values.map { "\($0["value"] ?? "") \($0["count"] ?? "")" }
        }
    }

    let base: String
    let undeclared: Undeclared

    func get(_ path: String, _ headers: KeyValuePairs<String, String> = [:]) async throws -> Answer {
        var request = HTTPClientRequest(url: base + path)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        return try await send(request)
    }

    /// With parameters as people write them.
    func get(_ path: String, where parameters: [String: String]) async throws -> Answer {
        let query = parameters.map { "\(Self.escaped($0))=\(Self.escaped($1))" }.joined(separator: "&")
        return try await get("\(path)?\(query)")
    }

    /// What includes an event at least.
    func get(_ path: String, after position: Position) async throws -> Answer {
        try await get(path, ["Kinoteka-After": "catalog:\(position)"])
    }

    func search(_ text: String, _ parameters: [String: String] = [:]) async throws -> Answer {
        try await get("/api/search", where: parameters.merging(["q": text]) { first, _ in first })
    }

    func post(_ path: String, _ json: String) async throws -> Answer {
        var request = HTTPClientRequest(url: base + path)
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: json))
        return try await send(request)
    }

    /// Turns every page from a path on.
    func allPages(_ path: String) async throws -> [Answer] {
        var pages = [try await get(path)]
        while let next = pages.last?.next {
            try #require(pages.count < 10_000)
            let page = try await get("\(path)\(path.contains("?") ? "&" : "?")cursor=\(next)")
            try #require(page.status == 200)
            pages.append(page)
        }
        return pages
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let scalar = Unicode.Scalar(byte)
            let isPlain = scalar.isASCII && scalar.properties.isAlphabetic || (48...57).contains(byte)
            return isPlain
                ? String(Character(scalar)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    private func send(_ request: HTTPClientRequest) async throws -> Answer {
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let body = try await response.body.collect(upTo: 1 << 24)
        let headers = response.headers.map { ($0.name.lowercased(), $0.value) }
        return Answer(
            status: Int(response.status.code),
            headers: Dictionary(headers) { first, _ in first },
            body: Data(body.readableBytesView)
        )
    }

    /// Serves while `body` runs. Every answer's status must be one that its route declares.
    static func with(
        _ api: ReadAPI,
        _ body: @escaping @Sendable (ReadServer) async throws -> Void
    ) async throws {
        let (addresses, continuation) = AsyncStream.makeStream(of: ListenAddress.self)
        let undeclared = Undeclared()
        var configuration = HTTPServerConfiguration()
        configuration.address = ListenAddress(host: "127.0.0.1", port: 0)
        // On a busy machine a test's client may idle longer than a server should wait.
        configuration.idleTimeout = .seconds(600)
        let server = HTTPServer(
            routes: api.routes,
            metrics: Metrics(),
            configuration: configuration,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            observer: undeclared.note,
            onListening: { continuation.yield($0) }
        )
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.run() }
            var iterator = addresses.makeAsyncIterator()
            let address = try #require(await iterator.next())
            try await body(ReadServer(base: "http://\(address)", undeclared: undeclared))
            group.cancelAll()
            try? await group.waitForAll()
        }
        undeclared.expectNone()
    }
}

/// Statuses of answers that their routes do not declare.
final class Undeclared: Sendable {
    private let statuses = Mutex<[String]>([])

    func note(_ route: Route, _ status: Int) {
        if !route.statuses.contains(status) {
            statuses.withLock { $0.append("\(route.path): \(status)") }
        }
    }

    func expectNone() { #expect(statuses.withLock { $0 } == []) }
}
