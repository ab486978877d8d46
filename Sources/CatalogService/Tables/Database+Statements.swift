import EventLog
import GRDB

/// A value that a statement is given.
enum SQLArgument {
    case int(Int64)
    case double(Double)
    case text(String)

    static func id(_ id: some RawRepresentable<Int64>) -> SQLArgument { .int(id.rawValue) }
    static func code(_ code: some RawRepresentable<String>) -> SQLArgument { .text(code.rawValue) }
    static func number(_ number: Int) -> SQLArgument { .int(Int64(number)) }
}

/// One line a statement: a command runs about thirty of them, all cached.
extension Database {
    /// Runs a statement that gives no rows.
    func run(_ sql: String, _ arguments: SQLArgument...) throws {
        try statement(sql, arguments).run()
    }

    /// Whether the query gives a row.
    func exists(_ sql: String, _ arguments: SQLArgument...) throws -> Bool {
        let statement = try statement(sql, arguments)
        defer { statement.reset() }
        return try statement.step()
    }

    /// What `read` makes of the first row; nil when there is none.
    func first<Value>(
        _ sql: String,
        _ arguments: SQLArgument...,
        read: (SQLStatement) throws -> Value
    ) throws -> Value? {
        let statement = try statement(sql, arguments)
        defer { statement.reset() }
        return try statement.step() ? try read(statement) : nil
    }

    /// What `read` makes of each row.
    func all<Value>(
        _ sql: String,
        _ arguments: SQLArgument...,
        read: (SQLStatement) throws -> Value
    ) throws -> [Value] {
        let statement = try statement(sql, arguments)
        defer { statement.reset() }
        var values: [Value] = []
        while try statement.step() { values.append(try read(statement)) }
        return values
    }

    private func statement(_ sql: String, _ arguments: [SQLArgument]) throws -> SQLStatement {
        let statement = try SQLStatement(self, sql)
        for (index, argument) in arguments.enumerated() {
            let parameter = Int32(index + 1)
            switch argument {
            case .int(let value): statement.bind(value, at: parameter)
            case .double(let value): statement.bind(value, at: parameter)
            case .text(let value): statement.bind(value, at: parameter)
            }
        }
        return statement
    }
}
