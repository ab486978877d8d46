import CMongoShim

/// A database, and the process's connections to it.
///
/// ```swift
/// let database = try MongoDatabase(MongoConfiguration(uri: "mongodb://localhost/kinoteka"))
/// let movie = try await database.collection("movies").findOne(["_id": 42])
/// await database.close()
/// ```
///
/// Creating one connects to nothing: the first operation does. Reads are retried once by the driver on a broken
/// connection; writes are sent once, and after a `network` error the caller does not know whether they happened.
public final class MongoDatabase: Sendable {
    /// The database's name.
    public let name: String
    private let connections: MongoConnections

    private var pool: WorkerPool { connections.pool }

    /// - Throws: ``MongoError/Kind-swift.enum/configuration`` where the connection string is not valid.
    public init(_ configuration: MongoConfiguration) throws(MongoError) {
        let clients = try MongoClientPool(configuration)
        let named = configuration.database ?? clients.database
        name = named.isEmpty ? "kinoteka" : named
        connections = MongoConnections(try WorkerPool(clients, configuration))
    }

    private init(_ connections: MongoConnections, name: String) {
        self.connections = connections
        self.name = name
    }

    /// Another database of the same server, over the same connections; closing one closes both.
    public func database(named name: String) -> MongoDatabase {
        MongoDatabase(connections, name: name)
    }

    /// Refuses what waits, lets what runs end, and closes every connection.
    public func close() async {
        await pool.close()
    }

    /// The collection of this name; it need not exist.
    public func collection(_ name: String) -> MongoCollection {
        MongoCollection(connections, databaseName: self.name, name: name)
    }

    /// Runs a command on this database and returns the answer. For what the other methods do not cover.
    ///
    /// - Parameter writes: whether it changes something; then it is sent once, to a server that takes writes.
    public func command(_ command: BSONDocument, writes: Bool = true) async throws(MongoError) -> BSONDocument
    {
        let name = name
        return try await pool.run { client throws(MongoError) in
            try client.command(command, on: name, writes ? KIN_COMMAND_WRITE : KIN_COMMAND_READ)
        }
    }

    /// Runs a command on the `admin` database.
    public func adminCommand(_ command: BSONDocument) async throws(MongoError) -> BSONDocument {
        try await pool.run { client throws(MongoError) in
            try client.command(command, on: "admin", KIN_COMMAND_RAW)
        }
    }

    /// Returns when a server answers.
    public func ping() async throws(MongoError) {
        _ = try await command(["ping": 1], writes: false)
    }

    /// The server's version, such as `6.0.5`.
    public func serverVersion() async throws(MongoError) -> String {
        let answer = try await command(["buildInfo": 1], writes: false)
        guard let version = answer["version"]?.stringValue else {
            throw MongoError(.malformed, "The server does not say its version.")
        }
        return version
    }

    /// The names of the collections, sorted; without views and MongoDB's own.
    public func collectionNames() async throws(MongoError) -> [String] {
        let name = name
        return try await pool.run { client throws(MongoError) in
            let answer = try client.command(
                [
                    "listCollections": 1, "nameOnly": true, "filter": ["type": "collection"],
                    "cursor": ["batchSize": 10_000],
                ],
                on: name
            )
            return try CursorReply(answer).documents
                .compactMap { $0["name"]?.stringValue }
                .filter { !$0.hasPrefix("system.") }
                .sorted()
        }
    }

    /// Removes the database with everything in it.
    public func drop() async throws(MongoError) {
        _ = try await command(["dropDatabase": 1])
    }
}
