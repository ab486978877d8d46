package import GRDB
import GRDBSQLite

/// A cached statement that is bound, stepped and read through SQLite's C interface.
///
/// For the hot paths: no argument objects and no row objects are made. It is valid only inside the database access
/// that it was made in; GRDB's cache owns the statement. Column and parameter numbers are SQLite's: parameters
/// from 1, columns from 0.
package struct SQLStatement {
    private let pointer: OpaquePointer

    /// Takes `sql` from the connection's cache, compiling it the first time.
    package init(_ database: Database, _ sql: String) throws {
        pointer = try database.cachedStatement(sql: sql).sqliteStatement
        sqlite3_reset(pointer)
    }

    package func bind(_ value: Int64, at parameter: Int32) {
        sqlite3_bind_int64(pointer, parameter, value)
    }

    package func bind(_ value: Double, at parameter: Int32) {
        sqlite3_bind_double(pointer, parameter, value)
    }

    package func bind(_ text: String, at parameter: Int32) {
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                _ = sqlite3_bind_text64(
                    pointer,
                    parameter,
                    characters.baseAddress,
                    UInt64(characters.count),
                    Self.copied,
                    UInt8(SQLITE_UTF8)
                )
            }
        }
    }

    /// Binds UTF-8 bytes as TEXT.
    package func bind(text bytes: [UInt8], at parameter: Int32) {
        bytes.withUnsafeBufferPointer { buffer in
            buffer.withMemoryRebound(to: CChar.self) { characters in
                _ = sqlite3_bind_text64(
                    pointer,
                    parameter,
                    characters.baseAddress,
                    UInt64(characters.count),
                    Self.copied,
                    UInt8(SQLITE_UTF8)
                )
            }
        }
    }

    package func bind(blob bytes: UnsafeRawBufferPointer, at parameter: Int32) {
        sqlite3_bind_blob64(pointer, parameter, bytes.baseAddress, UInt64(bytes.count), Self.copied)
    }

    /// Goes to the next row; false after the last one.
    package func step() throws -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            let message = sqlite3_errmsg(sqlite3_db_handle(pointer)).map { String(cString: $0) }
            sqlite3_reset(pointer)
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: sql)
        }
    }

    /// Runs a statement that gives no rows, and makes it ready for the next run.
    package func run() throws {
        while try step() {}
        sqlite3_reset(pointer)
    }

    /// Ends a reading early: until then the statement holds a read transaction open.
    package func reset() {
        sqlite3_reset(pointer)
    }

    package func int64(_ column: Int32) -> Int64 {
        sqlite3_column_int64(pointer, column)
    }

    package func double(_ column: Int32) -> Double {
        sqlite3_column_double(pointer, column)
    }

    package func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(pointer, column) == SQLITE_NULL
    }

    package func string(_ column: Int32) -> String {
        withBytes(column) { String(decoding: $0, as: UTF8.self) }
    }

    /// The bytes of a TEXT or BLOB.
    package func bytes(_ column: Int32) -> [UInt8] {
        withBytes(column) { Array($0) }
    }

    /// Gives the bytes of a TEXT or BLOB without copying them; they are valid inside `body` only.
    package func withBytes<Result>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result)
        rethrows -> Result
    {
        let start = sqlite3_column_blob(pointer, column)
        return try body(
            UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column)))
        )
    }

    /// SQLite's type of a value: `SQLITE_INTEGER`, `SQLITE_TEXT` and so on.
    package func storage(_ column: Int32) -> Int32 {
        sqlite3_column_type(pointer, column)
    }

    private var sql: String? {
        sqlite3_sql(pointer).map { String(cString: $0) }
    }

    /// Tells SQLite to copy what it is given before the call returns (`SQLITE_TRANSIENT`, a cast that C macros hide).
    private static var copied: sqlite3_destructor_type {
        unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    }
}
