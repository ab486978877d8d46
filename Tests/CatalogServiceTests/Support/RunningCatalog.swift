import CatalogService
import Contracts
import EventLog
import Foundation
import GRDB
import Testing
import WriteSide

/// A catalog in a fresh data folder, for tests that read given, when, then.
struct RunningCatalog: Sendable {
    let folder: DataFolder
    let writer: ServiceWriter<CatalogService>

    /// Carries out commands that the test takes for granted, and returns the last one's outcome.
    @discardableResult
    func given(_ commands: CatalogCommand..., place: SourceLocation = #_sourceLocation) async throws
        -> Outcome
    {
        var last: Outcome?
        for command in commands {
            let outcome = try await when(command)
            #expect(outcome.receipt != nil, "\(command) \(outcome.result)", sourceLocation: place)
            last = outcome
        }
        return try #require(last, sourceLocation: place)
    }

    /// Carries out the command that the test is about.
    func when(_ command: CatalogCommand, if precondition: Precondition? = nil) async throws -> Outcome {
        let before = try await recorded().last?.position ?? .start
        let envelope = CommandEnvelope(
            command,
            actor: "editor",
            correlationID: "test",
            precondition: precondition
        )
        let result: Result<Receipt, CommandError>
        do throws(CommandError) {
            result = .success(try await writer.submit(envelope))
        } catch {
            result = .failure(error)
        }
        let events = try await recorded(after: before).map {
            try CatalogEvent(type: $0.type, schema: $0.schema, payload: $0.payload)
        }
        return Outcome(result: result, events: events)
    }

    /// What the log holds, through a feed that shares nothing with the writer.
    func recorded(after position: Position = .start) async throws -> [RecordedEvent] {
        try await FileFeed(folder, log: .catalog).events(after: position, limit: .max)
    }

    /// Looks at the tables through a connection of its own.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        var configuration = Configuration()
        configuration.readonly = true
        let connection = try DatabaseQueue(path: folder.file(of: .catalog), configuration: configuration)
        defer { try? connection.close() }
        return try connection.read(body)
    }

    /// The rows of a query, each as one line of values.
    func rows(_ sql: String) throws -> [String] {
        try read { database in
            try Row.fetchAll(database, sql: sql).map { row in
                row.databaseValues.map { $0.isNull ? "NULL" : String(describing: $0.storage.value ?? "") }
                    .joined(separator: " | ")
            }
        }
    }

    /// Expects that the log is unbroken, that it leads to the tables, and that no row refers to nothing.
    func expectSound(_ place: SourceLocation) async throws {
        let log = try await LogVerifier(folder, log: .catalog).verify()
        let tables = try await TablesVerifier(service: CatalogService(), folder: folder).verify()
        #expect(log.finding == nil, sourceLocation: place)
        #expect(tables.differences == [], sourceLocation: place)
        #expect(try rows("PRAGMA foreign_key_check") == [], sourceLocation: place)
    }
}

/// Runs `body` with an empty catalog, and expects log and tables to be sound afterwards.
func withCatalog(
    isolation: isolated (any Actor)? = #isolation,
    place: SourceLocation = #_sourceLocation,
    _ body: (RunningCatalog) async throws -> Void
) async throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "kinoteka-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let folder = DataFolder(path: path)
    let lock = try folder.lock()
    defer { lock.release() }
    let catalog = RunningCatalog(
        folder: folder,
        writer: try await ServiceWriter(service: CatalogService(), lock: lock)
    )
    do {
        try await body(catalog)
        try await catalog.expectSound(place)
    } catch {
        await catalog.writer.close()
        throw error
    }
    await catalog.writer.close()
}
