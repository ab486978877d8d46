import Mongo
import TestSupport

/// Connections to the shared mongod: all tests that store something share some, and all readers others, so that neither
/// waits for the other. Many tests that begin at once may wait long.
private actor TestPools {
    static let readers = TestPools()
    static let writers = TestPools()
    private var starting: Task<MongoDatabase, any Error>?

    func database() async throws -> MongoDatabase {
        let task = starting ?? Task { try await Self.start() }
        starting = task
        return try await task.value
    }

    private static func start() async throws -> MongoDatabase {
        let uri = try await TestMongo.shared().uri
        return try MongoDatabase(MongoConfiguration(uri: uri, threads: 6, queueTimeout: .seconds(120)))
    }
}

extension MongoDatabase {
    /// The same database over the connections of those who read.
    var overReaders: MongoDatabase {
        get async throws { try await TestPools.readers.database().database(named: name) }
    }

    /// The same database over the connections of those who store.
    var overWriters: MongoDatabase {
        get async throws { try await TestPools.writers.database().database(named: name) }
    }
}
