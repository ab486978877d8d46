import HTTPKit
import Logging
import Synchronization
import Testing

/// An ``HTTPServer`` on a port that the system chose, while a test's body runs.
struct RunningServer: Sendable {
    let port: Int
    let metrics: Metrics

    /// Serves, with patience that outlasts any test unless `configure` shortens it. Every answer's status must be one
    /// that its route declares.
    static func with(
        _ routes: [Route],
        token: BearerToken? = nil,
        configure: (inout HTTPServerConfiguration) -> Void = { _ in },
        _ body: @escaping @Sendable (RunningServer) async throws -> Void
    ) async throws {
        let (addresses, continuation) = AsyncStream.makeStream(of: ListenAddress.self)
        let undeclared = Mutex<[String]>([])
        let metrics = Metrics()
        var configuration = HTTPServerConfiguration()
        configuration.address = ListenAddress(host: "127.0.0.1", port: 0)
        // On a busy machine a test may wait longer than a server should for a client.
        configuration.idleTimeout = .seconds(600)
        configuration.bodyTimeout = .seconds(600)
        configuration.writeTimeout = .seconds(600)
        configure(&configuration)
        let server = HTTPServer(
            routes: routes,
            token: token,
            metrics: metrics,
            configuration: configuration,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            observer: { route, status in
                if !route.statuses.contains(status) {
                    undeclared.withLock { $0.append("\(route.method) \(route.path): \(status)") }
                }
            },
            onListening: { continuation.yield($0) }
        )
        try await withThrowingTaskGroup { group in
            group.addTask { try await server.run() }
            var iterator = addresses.makeAsyncIterator()
            let address = try #require(await iterator.next())
            try await body(RunningServer(port: address.port, metrics: metrics))
            group.cancelAll()
            try? await group.waitForAll()
        }
        #expect(undeclared.withLock { $0 } == [])
    }

    func open() async throws -> Wire { try await Wire.open(port: port) }

    /// Returns once the metrics' text is as wanted: the server hears of what a client did in its own time.
    func waitUntil(_ isWanted: (String) -> Bool) async throws {
        while !isWanted(String(decoding: await metrics.text(), as: UTF8.self)) {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    /// One request on a connection of its own.
    func ask(
        _ method: String,
        _ path: String,
        _ headers: [String: String] = [:],
        _ body: [UInt8]? = nil
    ) async throws -> Wire.Answer {
        var wire = try await open()
        var text = "\(method) \(path) HTTP/1.1\r\nhost: test\r\n"
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        if let body { text += "content-length: \(body.count)\r\n" }
        text += "\r\n"
        try await wire.send(Array(text.utf8) + (body ?? []))
        let answer = try await wire.answer(toHead: method == "HEAD")
        await wire.close()
        return answer
    }
}
