import GRDBSQLite

#if canImport(Glibc)
import Glibc
#endif

extension SQLStatement {
    /// Compares a value of this row with the same column of another statement's row, in SQLite's order of values
    /// (NULL, numbers, text, blobs; text by bytes). Negative, zero or positive; allocates nothing.
    package func compare(_ column: Int32, with other: SQLStatement) -> Int {
        let left = Self.rank(storage(column))
        let right = Self.rank(other.storage(column))
        guard left == right else { return left - right }
        switch storage(column) {
        case SQLITE_NULL:
            return 0
        case SQLITE_INTEGER where other.storage(column) == SQLITE_INTEGER:
            return Self.order(int64(column), other.int64(column))
        case SQLITE_INTEGER, SQLITE_FLOAT:
            return Self.order(double(column), other.double(column))
        default:
            return withBytes(column) { left in
                other.withBytes(column) { right in
                    let sizes = left.count - right.count
                    let common = min(left.count, right.count)
                    guard common > 0, let left = left.baseAddress, let right = right.baseAddress else {
                        return sizes
                    }
                    let order = Int(memcmp(left, right, common))
                    return order != 0 ? order : sizes
                }
            }
        }
    }

    /// A value as SQL would write it, cut off after 80 characters: for messages.
    package func literal(_ column: Int32) -> String {
        switch storage(column) {
        case SQLITE_NULL: "NULL"
        case SQLITE_INTEGER: "\(int64(column))"
        case SQLITE_FLOAT: "\(double(column))"
        case SQLITE_BLOB: "a blob of \(bytes(column).count) bytes"
        default: "'\(string(column).prefix(80))'"
        }
    }

    private static func rank(_ storage: Int32) -> Int {
        switch storage {
        case SQLITE_NULL: 0
        case SQLITE_INTEGER, SQLITE_FLOAT: 1
        case SQLITE_TEXT: 2
        default: 3
        }
    }

    private static func order<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
        left < right ? -1 : left > right ? 1 : 0
    }
}
