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
    }

    let base: String

    func get(_ path: String, _ headers: KeyValuePairs<String, String> = [:]) async throws -> Answer {
        var request = HTTPClientRequest(url: base + path)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
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
        let undeclared = Mutex<[String]>([])
        var configuration = HTTPServerConfiguration()
        configuration.address = ListenAddress(host: "127.0.0.1", port: 0)
        let server = HTTPServer(
            routes: api.routes,
            metrics: Metrics(),
            configuration: configuration,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            observer: { route, status in
                if !route.statuses.contains(status) {
                    undeclared.withLock { $0.append("\(route.path): \(status)") }
                }
            },
            onListening: { continuation.yield($0) }
        )
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.run() }
            var iterator = addresses.makeAsyncIterator()
            let address = try #require(await iterator.next())
            try await body(ReadServer(base: "http://\(address)"))
            group.cancelAll()
            try? await group.waitForAll()
        }
        #expect(undeclared.withLock { $0 } == [])
    }
}

extension ReadFixture {
    /// Serves the fixture's read side.
    static func serve(
        seed: UInt64 = 1,
        events: Int = 300,
        wait: Duration = .seconds(2),
        _ body: @escaping @Sendable (ReadFixture, ReadServer) async throws -> Void
    ) async throws {
        try await with(seed: seed, events: events, wait: wait) { fixture in
            try await ReadServer.with(fixture.api) { server in try await body(fixture, server) }
        }
    }

    /// A film that is there.
    var anyFilm: Int64 { get throws { try #require(script.liveMovies.first).rawValue } }
}
