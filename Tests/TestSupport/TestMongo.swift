import Foundation
public import Mongo
import Synchronization

/// The one mongod of a test process: real, private, started by the first test that asks, ended with the process.
public enum TestMongo {
    private static let server = SharedServer()

    /// The running server. Needs a mongod in `KINOTEKA_MONGOD`, on `PATH`, or in the build folder.
    public static func shared() async throws -> ManagedMongod {
        try await server.mongod()
    }

    /// A new name that no other test of this process has.
    public static func freshName() -> String {
        "test_\(number.add(1, ordering: .relaxed).newValue)"
    }

    /// Where mongod is looked for beside `PATH`: the build folder of the project that this file is in.
    public static let candidates = [
        URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: ".build/mongod/bin/mongod").path
    ]

    fileprivate static func database() async throws -> MongoDatabase {
        try await server.database()
    }

    private static let number = Atomic(0)
}

/// Runs `body` with an empty database of its own, and drops it afterwards.
public func withFreshDatabase<Result: Sendable>(
    isolation: isolated (any Actor)? = #isolation,
    _ body: (MongoDatabase) async throws -> Result
) async throws -> Result {
    let database = try await TestMongo.database().database(named: TestMongo.freshName())
    do {
        let result = try await body(database)
        try await database.drop()
        return result
    } catch {
        try? await database.drop()
        throw error
    }
}

private actor SharedServer {
    private var starting: Task<(ManagedMongod, MongoDatabase), any Error>?

    func mongod() async throws -> ManagedMongod { try await start().0 }

    func database() async throws -> MongoDatabase { try await start().1 }

    private func start() async throws -> (ManagedMongod, MongoDatabase) {
        let task = starting ?? Task { try await Self.startOnce() }
        starting = task
        return try await task.value
    }

    private static func startOnce() async throws -> (ManagedMongod, MongoDatabase) {
        let folder = NSTemporaryDirectory() + "kinoteka-tests-\(getpid())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let mongod = try await ManagedMongod.start(
            .init(
                binary: try MongodBinary.find(candidates: TestMongo.candidates),
                dataDirectory: folder + "/mongo",
                logFile: folder + "/mongod.log"
            )
        )
        leftovers.withLock { $0 = Leftovers(mongod: mongod, folder: folder) }
        atexit {
            guard let left = leftovers.withLock({ $0 }) else { return }
            left.mongod.killNow()
            try? FileManager.default.removeItem(atPath: left.folder)
        }
        return (mongod, try MongoDatabase(MongoConfiguration(uri: mongod.uri, threads: 4)))
    }
}

/// What the end of the process has to clear away.
private struct Leftovers: Sendable {
    let mongod: ManagedMongod
    let folder: String
}

private let leftovers = Mutex<Leftovers?>(nil)
