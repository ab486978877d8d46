import EventLog
import GRDB

/// Walks two versions of tables in the order of their keys, and notes where they differ.
struct TableComparison {
    private let stored: Database
    private let expected: Database
    private let cancellation: BlockingWork.Cancellation
    private(set) var differences: [TableDifference] = []
    private(set) var count = 0
    /// How many rows each compared table should have.
    private(set) var rows: [String: Int] = [:]

    init(stored: Database, expected: Database, _ cancellation: BlockingWork.Cancellation) {
        self.stored = stored
        self.expected = expected
        self.cancellation = cancellation
    }

    /// Notes tables that are missing, or that nobody would verify.
    mutating func compareSets(of tables: [String], ignoring own: [String]) throws {
        for table in try Self.tables(in: stored) where !own.contains(table) && !tables.contains(table) {
            note(.table(table, detail: "this table does not belong to the service"))
        }
        for table in try Self.tables(in: expected) where !tables.contains(table) {
            note(.table(table, detail: "the service makes this table and does not name it"))
        }
    }

    /// Compares one table row by row. Cost: one ordered pass over both.
    mutating func compare(_ table: String) throws {
        let shape = try TableShape(table, in: expected)
        guard try expected.tableExists(table), try stored.tableExists(table) else {
            return note(.table(table, detail: "the table is missing"))
        }
        let storedShape = try TableShape(table, in: stored)
        guard Set(storedShape.columns) == Set(shape.columns) else {
            return note(.table(table, detail: "the table has other columns than the service makes"))
        }
        let left = try SQLStatement(stored, shape.orderedRows)
        let right = try SQLStatement(expected, shape.orderedRows)
        defer {
            left.reset()
            right.reset()
        }
        var hasLeft = try left.step()
        var hasRight = try right.step()
        var passed = 0
        while hasLeft || hasRight {
            let order = !hasLeft ? 1 : !hasRight ? -1 : shape.compareKeys(left, right)
            if order < 0 {
                note(.unexpected(table: table, key: shape.key(of: left)))
            } else if order > 0 {
                note(.missing(table: table, key: shape.key(of: right)))
            } else {
                for column in shape.differing(left, right) {
                    note(
                        .changed(
                            table: table,
                            key: shape.key(of: right),
                            column: shape.columns[Int(column)],
                            stored: left.literal(column),
                            expected: right.literal(column)
                        )
                    )
                }
            }
            if order >= 0 {
                hasRight = try right.step()
                passed += 1
                if passed % 1024 == 0 { try cancellation.check() }
            }
            if order <= 0 { hasLeft = try left.step() }
        }
        rows[table] = passed
    }

    private mutating func note(_ difference: TableDifference) {
        count += 1
        if differences.count < TablesReport.describedDifferences { differences.append(difference) }
    }

    private static func tables(in database: Database) throws -> [String] {
        try String.fetchAll(
            database,
            sql: """
                SELECT name FROM sqlite_master
                WHERE type = 'table' AND name NOT LIKE 'sqlite@_%' ESCAPE '@' AND name <> 'grdb_migrations' ORDER BY name
                """
        )
    }
}
