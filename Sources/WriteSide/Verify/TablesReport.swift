public import Contracts

/// What ``TablesVerifier`` found.
public struct TablesReport: Sendable, Hashable {
    /// How many differences are described; the rest is only counted.
    public static let describedDifferences = 20

    /// The position at which the tables and the log were compared.
    public let position: Position
    /// How many rows each table should have.
    public let rows: [String: Int]
    /// The first differences.
    public let differences: [TableDifference]
    /// How many differences there are in all.
    public let count: Int
}

/// One place where the tables are not what the log says.
public enum TableDifference: Sendable, Hashable, CustomStringConvertible {
    /// A row that the log leads to is not there.
    case missing(table: String, key: String)
    /// A row is there that the log does not lead to.
    case unexpected(table: String, key: String)
    /// A value differs.
    case changed(table: String, key: String, column: String, stored: String, expected: String)
    /// A whole table is missing, has other columns, or is not the service's.
    case table(String, detail: String)
    /// An event cannot be applied, so that nothing after it can be compared.
    case event(Position, detail: String)

    public var description: String {
        switch self {
        case .missing(let table, let key): "\(table) (\(key)): the row is missing"
        case .unexpected(let table, let key): "\(table) (\(key)): the log leads to no such row"
        case .changed(let table, let key, let column, let stored, let expected):
            "\(table) (\(key)): \(column) is \(stored) and should be \(expected)"
        case .table(let table, let detail): "\(table): \(detail)"
        case .event(let position, let detail):
            "the event at position \(position) cannot be applied: \(detail)"
        }
    }
}
