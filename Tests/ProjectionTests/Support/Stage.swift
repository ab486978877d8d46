import Contracts
import EventLog
import Foundation
import Logging
import Mongo
import Synchronization
import TestSupport

@testable import Projection

/// A log, a fresh database, and the projections of the toy catalog.
struct Stage: Sendable {
    let log: ToyLog
    let database: MongoDatabase
    var films = FilmsProjection()
    var actors = ActorsProjection()
    var manifests = [
        Manifest(
            name: "films",
            version: 1,
            indexes: [IndexModel("by_actor", ["cast.id": 1]), IndexModel("by_title", ["title": 1])],
            validator: [
                "required": ["title"], "properties": ["title": ["bsonType": "string", "maxLength": 40]],
            ]
        ),
        Manifest(name: "actors", version: 1, indexes: [IndexModel("by_film", ["cast.id": 1])]),
    ]

    /// Runs `body` on an empty stage.
    static func run(_ body: (Stage) async throws -> Void) async throws {
        let log = try ToyLog()
        try await withFreshDatabase { try await body(Stage(log: log, database: $0)) }
    }

    var directory: ProjectionDirectory { ProjectionDirectory(database) }

    func set() throws -> ProjectionSet {
        try ProjectionSet([films, actors], manifests: manifests, feeds: [log.feed])
    }

    func settings(_ holder: String = "test", faults: Faults = .none) -> ProjectorSettings {
        var settings = ProjectorSettings(holder: holder)
        settings.leaseTime = .seconds(2)
        settings.longestPause = .milliseconds(200)
        settings.faults = faults
        return settings
    }

    func operations(_ holder: String = "operator", faults: Faults = .none) throws -> ProjectionOperations {
        ProjectionOperations(
            database: database,
            projections: try set(),
            settings: settings(holder, faults: faults)
        )
    }

    func service(_ settings: ProjectorSettings? = nil, board: Board = Board()) throws -> ProjectorService {
        ProjectorService(
            database: database,
            projections: try set(),
            settings: settings ?? self.settings(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) { board.update($0, changed: $1) }
    }

    /// Runs projectors while `body` runs.
    func whileProjecting(
        _ settings: ProjectorSettings? = nil,
        _ body: (Board, ProjectorService) async throws -> Void
    ) async throws {
        let board = Board()
        let service = try service(settings, board: board)
        let task = Task { await service.run() }
        do {
            try await body(board, service)
        } catch {
            task.cancel()
            await task.value
            throw error
        }
        task.cancel()
        await task.value
    }

    /// Runs projectors until both models include the position.
    func project(_ settings: ProjectorSettings? = nil, through position: Position) async throws {
        try await whileProjecting(settings) { board, _ in
            try await board.reached(position, "films")
            try await board.reached(position, "actors")
        }
    }

    func collection(_ name: String) async throws -> MongoCollection {
        guard let model = try await directory.activeModel(name) else { throw Missing() }
        return database.collection(model.collection)
    }

    func film(_ id: Int64) async throws -> BSONDocument? {
        try await collection("films").findOne(["_id": .int64(id)])
    }

    /// Verifies both models; the differences.
    func differences() async throws -> [DocumentDifference] {
        let operations = try operations("verifier")
        return try await operations.verify("films").differences + operations.verify("actors").differences
    }

    struct Missing: Error {}
}

/// What projectors announce, for tests to wait on.
final class Board: Sendable {
    private let models = Mutex<[String: ActiveModel]>([:])
    private let changes = Mutex<[String: [DocumentKey]]>([:])

    func update(_ model: ActiveModel, changed: [DocumentKey]) {
        changes.withLock { $0[model.name, default: []] += changed }
        models.withLock { $0[model.name] = model }
    }

    /// Every document of a model that was stored, in the order of the announcements.
    func changed(_ name: String) -> [DocumentKey] { changes.withLock { $0[name] ?? [] } }

    func model(_ name: String) -> ActiveModel? { models.withLock { $0[name] } }

    /// Waits for a checkpoint, at most two minutes.
    func reached(_ position: Position, _ name: String, log: LogName = .catalog) async throws {
        try await until("\(name) reaches \(position)") {
            self.model(name).map { ($0.checkpoint[log] ?? .start) >= position } ?? false
        }
    }
}

/// Looks again and again until the condition holds, at most two minutes.
func until(_ what: String, _ condition: () async throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(120)
    while try await !condition() {
        guard ContinuousClock.now < deadline else { throw TimedOut(what: what) }
        try await Task.sleep(for: .milliseconds(5))
    }
}

struct TimedOut: Error { let what: String }

/// A value that several tasks use.
final class Shared<Value: Sendable>: Sendable {
    private let value: Mutex<Value>

    init(_ value: Value) {
        self.value = Mutex(value)
    }

    func withLock<Result: Sendable>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        try value.withLock { value in try body(&value) }
    }
}
