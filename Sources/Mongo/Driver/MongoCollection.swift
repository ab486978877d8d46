import CMongoShim

/// A collection of a ``MongoDatabase``. A value: cheap to make, to copy and to drop.
public struct MongoCollection: Sendable {
    private let connections: MongoConnections
    /// The name of the database that it is in.
    public let databaseName: String
    public let name: String

    init(_ connections: MongoConnections, databaseName: String, name: String) {
        self.connections = connections
        self.databaseName = databaseName
        self.name = name
    }

    var pool: WorkerPool { connections.pool }

    /// Results that are read whole may have this many bytes; what may be more is scanned in batches.
    static let maximumResultBytes = 256 << 20

    /// Runs a command that begins with its own name and this collection's.
    func command(_ command: BSONDocument, writes: Bool) async throws(MongoError) -> BSONDocument {
        let databaseName = databaseName
        return try await pool.run { client throws(MongoError) in
            try client.command(command, on: databaseName, writes ? KIN_COMMAND_WRITE : KIN_COMMAND_READ)
        }
    }
}
