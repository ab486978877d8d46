import Contracts
import EventLog
import Foundation
import GRDB

/// A log in a fresh folder, with a connection that appends to it.
struct TestLog: Sendable {
    let folder: DataFolder
    let log: LogName
    private let connection: DatabaseQueue

    var file: String { folder.file(of: log) }

    init(_ folder: DataFolder) throws {
        self.folder = folder
        log = .catalog
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        connection = try LogFile.openWriter(folder.file(of: .catalog))
        var migrator = DatabaseMigrator()
        LogSchema.migrate(&migrator)
        try migrator.migrate(connection)
    }

    /// One committed command with its events, each given as `stream: text`; gives the head.
    @discardableResult
    func append(_ events: String..., by actor: String = "editor", at time: Int64 = 1000) throws -> Position {
        try append(events.map(Self.event), by: actor, at: time)
    }

    @discardableResult
    func append(_ events: [NewEvent], by actor: String = "editor", at time: Int64 = 1000) throws -> Position {
        try transact { appender, database in
            let command = try appender.append(
                commandBy: actor,
                correlationID: "request",
                now: time,
                in: database
            )
            for event in events { _ = try appender.append(event, of: command, in: database) }
            return appender.tail.position
        }
    }

    /// One transaction of the writer; rolled back when `body` throws.
    func transact<Value>(_ body: (inout LogAppender, Database) throws -> Value) throws -> Value {
        try connection.write { database in
            var appender = try LogAppender(database)
            return try body(&appender, database)
        }
    }

    static func event(_ text: String) -> NewEvent {
        let parts = text.split(separator: ": ", maxSplits: 1).map(String.init)
        return NewEvent(
            stream: parts[0],
            type: "noted",
            schema: 1,
            payload: Array("{\"text\":\"\(parts[1])\"}".utf8)
        )
    }

    /// Changes the file behind the log's back, triggers or not.
    func tamper(_ sql: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let other = try DatabaseQueue(path: file, configuration: configuration)
        try other.writeWithoutTransaction { database in
            for trigger in try String.fetchAll(
                database,
                sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ) {
                try database.execute(sql: "DROP TRIGGER \(trigger)")
            }
            try database.execute(sql: sql)
        }
        try other.close()
    }

    func close() throws { try connection.close() }
}

/// Runs `body` with a folder that does not exist yet and is removed afterwards.
func withDataFolder<Value>(
    isolation: isolated (any Actor)? = #isolation,
    _ body: (DataFolder) async throws -> Value
) async throws -> Value {
    let path = FileManager.default.temporaryDirectory.appending(path: "kinoteka-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(DataFolder(path: path))
}

/// Runs `body` with an empty log.
func withLog<Value>(
    isolation: isolated (any Actor)? = #isolation,
    _ body: (TestLog) async throws -> Value
) async throws -> Value {
    try await withDataFolder { folder in
        let log = try TestLog(folder)
        let value = try await body(log)
        try log.close()
        return value
    }
}

/// What events say, such as `3 box-1/2 {"text":"cup"}`: position, stream, version, payload.
func story(_ events: [RecordedEvent]) -> [String] {
    events.map { "\($0.position) \($0.stream)/\($0.version) \(String(decoding: $0.payload, as: UTF8.self))" }
}
