package import GRDB

/// The tables of a log.
///
/// One command may leave several events, so what belongs to the command stands in `commands` once; every other fact
/// is about one event. Both tables are in Boyce–Codd normal form: `command_id` determines its row; `position`,
/// and `(stream, version)`, determine theirs, and nothing smaller determines anything.
///
/// One writer gives positions inside its transaction, so commit order is position order and there are no gaps; a
/// rolled-back insert gives its number back. `AUTOINCREMENT` remembers the highest position that ever was, so that
/// cutting events off the end is noticed and no number is given twice.
package enum LogSchema {
    /// The tables that belong to the log and not to the service.
    package static let tables = ["commands", "events"]

    package static func migrate(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("log-1") { database in
            try database.execute(sql: version1)
        }
    }

    private static let version1 = """
        CREATE TABLE commands (
            command_id INTEGER PRIMARY KEY,
            actor TEXT NOT NULL,
            correlation_id TEXT NOT NULL,
            recorded_at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE events (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            stream TEXT NOT NULL,
            version INTEGER NOT NULL CHECK (version >= 1),
            type TEXT NOT NULL,
            schema INTEGER NOT NULL CHECK (schema >= 1),
            command_id INTEGER NOT NULL REFERENCES commands,
            hash BLOB NOT NULL CHECK (length(hash) = 32),
            payload TEXT NOT NULL,
            UNIQUE (stream, version)
        ) STRICT;

        CREATE TRIGGER events_are_not_updated BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
        CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
        BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
        CREATE TRIGGER commands_are_not_updated BEFORE UPDATE ON commands
        BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
        CREATE TRIGGER commands_are_not_deleted BEFORE DELETE ON commands
        BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
        """
}
