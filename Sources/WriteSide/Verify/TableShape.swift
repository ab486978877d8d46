import EventLog
import GRDB

/// A table's columns, with those of its primary key first.
struct TableShape {
    /// The table's columns: first those of the key, in the key's order.
    let columns: [String]
    private let keyColumns: Int32
    /// Selects all rows in the order of the key.
    let orderedRows: String

    /// Reads the shape from the schema. A table without a key is its own key.
    init(_ table: String, in database: Database) throws {
        let info = try Row.fetchAll(database, sql: "PRAGMA table_info(\(Self.quoted(table)))")
        let named: [(name: String, place: Int)] = info.map { ($0["name"], $0["pk"]) }
        let key = named.filter { $0.place > 0 }.sorted { $0.place < $1.place }.map(\.name)
        columns = key + named.filter { $0.place == 0 }.map(\.name).sorted()
        keyColumns = Int32(key.isEmpty ? columns.count : key.count)
        let list = columns.map(Self.quoted).joined(separator: ", ")
        let order = columns.prefix(Int(keyColumns)).map { Self.quoted($0) + " COLLATE BINARY" }
        orderedRows = "SELECT \(list) FROM \(Self.quoted(table)) ORDER BY \(order.joined(separator: ", "))"
    }

    /// Which of two rows comes first by key: negative, zero or positive.
    func compareKeys(_ left: SQLStatement, _ right: SQLStatement) -> Int {
        for column in 0..<keyColumns {
            let order = left.compare(column, with: right)
            if order != 0 { return order }
        }
        return 0
    }

    /// The columns in which two rows of the same key differ.
    func differing(_ left: SQLStatement, _ right: SQLStatement) -> [Int32] {
        (keyColumns..<Int32(columns.count)).filter { left.compare($0, with: right) != 0 }
    }

    /// The key of a row, as in `movie_id = 42, position = 3`.
    func key(of row: SQLStatement) -> String {
        (0..<keyColumns).map { "\(columns[Int($0)]) = \(row.literal($0))" }.joined(separator: ", ")
    }

    private static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
