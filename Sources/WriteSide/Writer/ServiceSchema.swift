import EventLog
import GRDB

/// The tables of a service's file: the log's, the writer's and the service's own.
enum ServiceSchema {
    /// Tables that are not made from the log: the log itself, and the writer's.
    static let ownTables = LogSchema.tables + [IdempotencyKeys.table]

    static func migrator(for service: (some Service).Type) -> DatabaseMigrator {
        var migrator = DatabaseMigrator()
        LogSchema.migrate(&migrator)
        IdempotencyKeys.migrate(&migrator)
        service.migrate(&migrator)
        return migrator
    }
}
