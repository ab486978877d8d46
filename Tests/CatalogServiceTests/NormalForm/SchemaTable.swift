import GRDB

/// A table as SQLite itself describes it.
struct SchemaTable {
    var name: String
    var columns: [String]
    /// Columns that may be NULL.
    var nullable: [String]
    /// The primary key and the columns of every unique index over whole columns and all rows.
    var keys: Set<Set<String>>
    var references: Set<DocumentedTables.Reference>

    /// Every table but SQLite's own.
    static func all(in database: Database) throws -> [SchemaTable] {
        try String.fetchAll(
            database,
            sql:
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'"
        ).map { try SchemaTable($0, in: database) }
    }

    init(_ name: String, in database: Database) throws {
        self.name = name
        let info = try Row.fetchAll(database, sql: "SELECT * FROM pragma_table_info(?)", arguments: [name])
        columns = info.map { $0["name"] }
        nullable = info.filter { $0["notnull"] == 0 && $0["pk"] == 0 }.map { $0["name"] }
        keys = [Set(info.filter { $0["pk"] > 0 }.map { $0["name"] })]
        for index in try Row.fetchAll(
            database,
            sql: #"SELECT name FROM pragma_index_list(?) WHERE "unique" AND NOT partial"#,
            arguments: [name]
        ) {
            let names: [String?] = try Row.fetchAll(
                database,
                sql: "SELECT name FROM pragma_index_info(?)",
                arguments: [index["name"] as String]
            ).map { $0["name"] }
            // An index over an expression is no key.
            if !names.contains(nil) { keys.insert(Set(names.compactMap { $0 })) }
        }
        keys.remove([])
        let foreignKeys = try Row.fetchAll(
            database,
            sql: #"SELECT id, "table", "from" FROM pragma_foreign_key_list(?) ORDER BY id, seq"#,
            arguments: [name]
        )
        references = Set(
            Dictionary(grouping: foreignKeys) { $0["id"] as Int }.values.map { rows in
                DocumentedTables.Reference(columns: rows.map { $0["from"] }, table: rows[0]["table"])
            }
        )
    }
}
