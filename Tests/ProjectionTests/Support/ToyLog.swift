import Contracts
import EventLog
import Foundation
import GRDB

/// A real log file in a folder of its own, written to by the test.
final class ToyLog: Sendable {
    let folder: DataFolder
    let signal = LogSignal()
    private let writer: DatabaseQueue

    init() throws {
        let path = NSTemporaryDirectory() + "kinoteka-projection-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        folder = DataFolder(path: path)
        writer = try LogFile.openWriter(folder.file(of: .catalog))
        var migrator = DatabaseMigrator()
        LogSchema.migrate(&migrator)
        try migrator.migrate(writer)
    }

    deinit {
        try? writer.close()
        try? FileManager.default.removeItem(atPath: folder.path)
    }

    var feed: FileFeed { FileFeed(folder, log: .catalog, signal: signal) }

    /// Appends events in one transaction; the position of the last.
    @discardableResult
    func append(_ events: [ToyEvent]) async throws -> Position {
        let (last, appended) = try await writer.write { database in
            var appender = try LogAppender(database)
            let command = try appender.append(
                commandBy: "test",
                correlationID: "test",
                now: 1_000,
                in: database
            )
            for event in events {
                if case .renamed(let actor, _, _) = event, try Self.isNew("actor-\(actor)", in: database) {
                    let birth = ToyEvent.other(stream: "actor-\(actor)", type: "actor-born")
                    _ = try appender.append(birth.newEvent, of: command, in: database)
                }
                _ = try appender.append(event.newEvent, of: command, in: database)
            }
            return (appender.tail.position, appender.events)
        }
        signal.advance(to: last, with: appended)
        return last
    }

    @discardableResult
    func append(_ events: ToyEvent...) async throws -> Position {
        try await append(events)
    }

    private static func isNew(_ stream: String, in database: Database) throws -> Bool {
        try LogReader.events(ofStream: stream, after: 0, limit: 1, in: database).isEmpty
    }
}
