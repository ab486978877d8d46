import Contracts
import EventLog
import Foundation
import GRDB
import Testing
import WriteSide

/// A shelf in a fresh data folder, with its writer and a feed.
struct RunningShelf: Sendable {
    let folder: DataFolder
    let lock: FolderLock
    let writer: ServiceWriter<Shelf>
    let signal: LogSignal
    let feed: FileFeed

    @discardableResult
    func submit(
        _ command: Shelf.Command,
        as actor: String = "editor",
        key: String? = nil,
        request: String? = nil,
        if precondition: Precondition? = nil
    ) async throws(CommandError) -> Receipt {
        try await writer.submit(
            envelope(command, as: actor, key: key, request: request, if: precondition)
        )
    }

    func envelope(
        _ command: Shelf.Command,
        as actor: String = "editor",
        key: String? = nil,
        request: String? = nil,
        if precondition: Precondition? = nil
    ) -> CommandEnvelope<Shelf.Command> {
        let idempotency = key.map { key in
            Idempotency(
                key: key,
                fingerprint: RequestFingerprint(of: [Array((request ?? "\(command)").utf8)])
            )
        }
        return CommandEnvelope(
            command,
            actor: actor,
            correlationID: "test",
            idempotency: idempotency,
            precondition: precondition
        )
    }

    /// All events, through a feed that shares nothing with the writer.
    func events() async throws -> [RecordedEvent] {
        try await FileFeed(folder, log: Shelf.log).events(after: .start, limit: .max)
    }

    /// What the events say, such as `box-1: thing-put [1,"cup"]`.
    func story() async throws -> [String] {
        try await events().map { "\($0.stream): \($0.type) \(String(decoding: $0.payload, as: UTF8.self))" }
    }

    /// Expects that log and tables prove to be right, and that who follows the writer is told what the file has.
    func expectSound(_ place: SourceLocation = #_sourceLocation) async throws {
        let log = try await LogVerifier(folder, log: Shelf.log).verify()
        let tables = try await TablesVerifier(service: Shelf(), folder: folder).verify()
        #expect(log.finding == nil, sourceLocation: place)
        #expect(tables.differences == [], sourceLocation: place)
        let stored = try await events()
        for position in Set([0, stored.count / 2, stored.count - 1, stored.count]) where position >= 0 {
            let told = try await feed.events(after: Position(rawValue: Int64(position)), limit: .max)
            #expect(told == Array(stored.dropFirst(position)), sourceLocation: place)
        }
    }

    /// Changes the file behind the service's back.
    func tamper(_ sql: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(5)
        let connection = try DatabaseQueue(path: folder.file(of: Shelf.log), configuration: configuration)
        try connection.writeWithoutTransaction { try $0.execute(sql: sql) }
        try connection.close()
    }
}

/// Runs `body` with a folder that is removed afterwards.
func withDataFolder<Value>(
    isolation: isolated (any Actor)? = #isolation,
    _ body: (DataFolder) async throws -> Value
) async throws -> Value {
    let path = FileManager.default.temporaryDirectory.appending(path: "kinoteka-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(DataFolder(path: path))
}

/// Runs `body` with an empty shelf.
func withShelf<Value>(
    isolation: isolated (any Actor)? = #isolation,
    options: WriterOptions = WriterOptions(),
    _ body: (RunningShelf) async throws -> Value
) async throws -> Value {
    try await withDataFolder { folder in
        try await withShelf(in: folder, options: options, body)
    }
}

/// Runs `body` with the shelf of a folder, and closes it.
func withShelf<Value>(
    isolation: isolated (any Actor)? = #isolation,
    in folder: DataFolder,
    options: WriterOptions = WriterOptions(),
    _ body: (RunningShelf) async throws -> Value
) async throws -> Value {
    let lock = try folder.lock()
    let signal = LogSignal()
    let writer = try await ServiceWriter(service: Shelf(), lock: lock, signal: signal, options: options)
    let feed = FileFeed(folder, log: Shelf.log, signal: signal)
    do {
        let value = try await body(
            RunningShelf(folder: folder, lock: lock, writer: writer, signal: signal, feed: feed)
        )
        await writer.close()
        lock.release()
        return value
    } catch {
        await writer.close()
        lock.release()
        throw error
    }
}
