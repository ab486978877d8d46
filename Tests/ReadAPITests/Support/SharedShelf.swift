import Mongo
import TestSupport

/// The films of ``FilmShelf`` behind one server for all tests that only read; it ends with the process.
private actor SharedShelf {
    static let shared = SharedShelf()
    private var starting: Task<ReadServer, any Error>?

    func server() async throws -> ReadServer {
        let task = starting ?? Task { try await Self.start() }
        starting = task
        return try await task.value
    }

    private static func start() async throws -> ReadServer {
        let uri = try await TestMongo.shared().uri
        let database = try MongoDatabase(MongoConfiguration(uri: uri, threads: 4)).database(
            named: "film_shelf"
        )
        var models = try StoredModels(FilmShelf.log, in: database)
        try await models.storeAll()
        let side = try ReadSide(database)
        let (servers, continuation) = AsyncThrowingStream.makeStream(of: ReadServer.self)
        Task {
            do {
                try await side.runLoaded {
                    try await ReadServer.with(side.api) { server in
                        continuation.yield(server)
                        try await Task.sleep(for: .seconds(86_400))
                    }
                }
            } catch {
                continuation.finish(throwing: error)
            }
        }
        for try await server in servers { return server }
        throw CancellationError()
    }
}

extension FilmShelf {
    /// Gives a server of the films, which others read at the same time.
    static func serve(_ body: (ReadServer) async throws -> Void) async throws {
        let server = try await SharedShelf.shared.server()
        try await body(server)
        server.undeclared.expectNone()
    }
}
