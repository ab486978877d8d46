import Contracts
import EventLog
import GRDB

/// A service's tables, made from its log alone, in a scratch file.
struct TablesReplay<S: Service> {
    private let service: S
    private let scratch: DatabaseQueue
    /// The last event that the scratch tables include.
    private(set) var position = Position.start

    init(_ service: S, scratch path: String) throws {
        self.service = service
        var configuration = Configuration()
        configuration.label = "scratch tables"
        configuration.prepareDatabase { database in
            // Nothing here has to survive anything.
            try database.execute(
                sql: """
                    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;
                    PRAGMA secure_delete = OFF; PRAGMA cache_size = -65536;
                    """
            )
        }
        scratch = try DatabaseQueue(path: path, configuration: configuration)
        var migrator = DatabaseMigrator()
        S.migrate(&migrator)
        try migrator.migrate(scratch)
    }

    /// Applies the next events; gives the difference when one cannot be applied.
    mutating func apply(_ events: [RecordedEvent]) throws -> TableDifference? {
        var reached = position
        defer { position = reached }
        return try scratch.writeWithoutTransaction { tables in
            try tables.beginTransaction(.immediate)
            for event in events {
                do {
                    let decoded = try service.decode(
                        type: event.type,
                        schema: event.schema,
                        payload: event.payload
                    )
                    try service.evolve(decoded, in: tables)
                } catch let error as DatabaseError where error.concernsTheFile {
                    throw error
                } catch {
                    // Without a journal nothing can be rolled back; nobody looks at these tables any more.
                    if tables.isInsideTransaction { try tables.commit() }
                    return .event(event.position, detail: "\(error)")
                }
                reached = event.position
            }
            try tables.commit()
            return nil
        }
    }

    /// Compares the scratch tables with the tables of the same position.
    func compare(with live: Database, _ cancellation: BlockingWork.Cancellation) throws -> TablesReport {
        try scratch.read { expected in
            var comparison = TableComparison(stored: live, expected: expected, cancellation)
            try comparison.compareSets(of: S.tables, ignoring: ServiceSchema.ownTables)
            for table in S.tables { try comparison.compare(table) }
            return report(comparison.differences, count: comparison.count, rows: comparison.rows)
        }
    }

    func report(_ differences: [TableDifference], count: Int? = nil, rows: [String: Int] = [:])
        -> TablesReport
    {
        TablesReport(
            position: position,
            rows: rows,
            differences: differences,
            count: count ?? differences.count
        )
    }
}
