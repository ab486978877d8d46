import CatalogScript
import Contracts
import Logging
import Mongo
import Projection
import TestSupport
import Testing

@testable import ReadAPI

/// One running read side: what a process that serves reads consists of.
struct ReadSide: Sendable {
    let database: MongoDatabase
    let watch: ModelWatch
    let cache: DocumentCache
    let replica: CatalogReplica
    let api: ReadAPI
    let queries: CatalogQueries

    /// - Parameter lookTime: how long MongoDB may be busy with other tests before it counts as away.
    init(
        _ database: MongoDatabase,
        wait: Duration = .seconds(30),
        lookTime: Duration = .seconds(10),
        waiters: Int = 10_000,
        bounds: CatalogReplica.Bounds = CatalogReplica.Bounds(),
        onLoading: @escaping @Sendable (Bool) -> Void = { _ in }
    ) throws {
        self.database = database
        var looks = ModelWatch.Bounds()
        looks.lookTime = lookTime
        looks.waiters = waiters
        watch = ModelWatch(ProjectionDirectory(database), bounds: looks)
        cache = DocumentCache()
        replica = try CatalogReplica(
            database: database,
            watch: watch,
            search: try StoredModels.manifest("movies").search,
            cache: cache,
            bounds: bounds,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            onLoading: onLoading
        )
        api = ReadAPI(database: database, watch: watch, replica: replica, cache: cache, wait: wait)
        queries = CatalogQueries(database: database, watch: watch)
    }

    /// Runs while `body` does, which begins at once: nothing is loaded yet.
    func run(_ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { [watch] in await watch.run() }
            group.addTask { [replica] in await replica.run() }
            try await body()
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    /// Runs while `body` does, which begins when everything is loaded.
    func runLoaded(_ body: @escaping @Sendable () async throws -> Void) async throws {
        try await run {
            try await eventually { watch.models != nil && replica.status.isLoaded }
            try await body()
        }
    }

    /// Stores the models of a log in a fresh database and serves them.
    static func serve(
        _ log: ScriptedLog,
        wait: Duration = .seconds(30),
        bounds: CatalogReplica.Bounds = CatalogReplica.Bounds(),
        _ body: @escaping @Sendable (ReadSide, StoredModels, ReadServer) async throws -> Void
    ) async throws {
        try await withFreshDatabase { database in
            var models = try StoredModels(log, in: try await database.overWriters)
            try await models.storeAll()
            let stored = models
            let side = try ReadSide(try await database.overReaders, wait: wait, bounds: bounds)
            try await side.runLoaded {
                try await ReadServer.with(side.api) { server in try await body(side, stored, server) }
            }
        }
    }

    /// Waits until the replica includes what is stored.
    func caughtUp(with models: StoredModels) async throws {
        try await eventually { replica.status.position >= models.position.rawValue }
    }
}

/// Looks again and again until the condition holds, at most two minutes.
func eventually(
    line: Int = #line,
    file: String = #fileID,
    _ condition: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + .seconds(120)
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw NeverHappened(place: "\(file):\(line)") }
        try await Task.sleep(for: .milliseconds(1))
    }
}

/// What a test waited for did not come about.
struct NeverHappened: Error {
    var place: String
}
