import Contracts
import EventLog
import Logging
import Mongo
import Testing

@testable import Projection

@Suite("A projector's state")
struct StateTests {
    @Test("is stalled when events wait and nothing moves, and paused when the reason is known")
    func stalled() {
        let monitor = ProjectorMonitor(projection: "films", version: 1, log: .catalog, stallLimit: .zero)
        #expect(monitor.status().state == .paused)
        monitor.idle(at: Position(rawValue: 0))
        #expect(monitor.status().state == .idle)
        monitor.observed(head: Position(rawValue: 3), oldestWaiting: WallClock.now - 2_000)
        let status = monitor.status()
        #expect(status.state == .stalled)
        #expect(status.lagEvents == 3)
        #expect(status.lagSeconds >= 2)
        monitor.paused("MongoDB is away.", isFailure: true)
        #expect(monitor.status().state == .paused)
        #expect(monitor.status().failures == 1)
        monitor.applied(3, through: Position(rawValue: 3), 0, 0)
        #expect(monitor.status().lagEvents == 0)
        monitor.idle(at: Position(rawValue: 3))
        monitor.observed(rebuild: "fold")
        #expect(monitor.status().state == .rebuilding)
    }

    @Test("is paused while the log or the disk is away, and nothing is parked")
    func away() async throws {
        try await Stage.run { stage in
            let first = try await stage.log.append(.film(1, "One"))
            try await stage.project(through: first)
            let feed = FlakyFeed(stage.log.feed)
            let set = try ProjectionSet(
                [stage.films, stage.actors],
                manifests: stage.manifests,
                feeds: [feed]
            )
            let board = Board()
            let service = ProjectorService(
                database: stage.database,
                projections: set,
                settings: stage.settings(),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            ) { board.update($0, changed: $1) }
            let running = Task { await service.run() }
            try await board.reached(first, "films")
            feed.isAway.withLock { $0 = true }
            let last = try await stage.log.append(.film(2, "Two"))
            try await until("it is paused and says why") {
                service.statuses().allSatisfy { $0.state == .paused && $0.reason?.contains("away") == true }
            }
            #expect(try await stage.operations().deadLetters() == [])
            feed.isAway.withLock { $0 = false }
            try await board.reached(last, "films")
            running.cancel()
            await running.value
            #expect(try await stage.operations().deadLetters() == [])
            #expect(try await stage.operations().list().allSatisfy { $0.lagEvents <= 1 })
        }
    }

    @Test("is paused where the models were made from another log, which loses nothing")
    func otherLog() async throws {
        try await Stage.run { stage in
            let first = try await stage.log.append(.film(1, "One"), .film(2, "Two"))
            try await stage.project(through: first)
            let film = try #require(try await stage.film(2)).bytes

            let other = Stage(log: try ToyLog(), database: stage.database)
            try await other.log.append(.film(1, "Alien"), .film(3, "Aliens"), .film(2, "Alien 3"))
            try await other.whileProjecting { _, service in
                try await until("both say why they are paused") {
                    service.statuses().allSatisfy {
                        $0.state == .paused && $0.reason?.contains("another log") == true
                    }
                }
                // So does the list of a process that runs no projector.
                try await until("the list says it, too") {
                    try await other.operations().list().allSatisfy {
                        $0.state == .paused && $0.reason?.contains("another log") == true
                    }
                }
            }
            #expect(try #require(try await stage.film(2)).bytes == film)
            #expect(try await stage.film(3) == nil)

            // Its own log still goes on; the other one may have the database by a rebuild.
            let next = try await stage.log.append(.film(4, "Four"))
            try await stage.project(through: next)
            _ = try await other.operations().rebuild("films")
            _ = try await other.operations().rebuild("actors")
            let last = try await other.log.append(.film(4, "Alien Resurrection"))
            try await other.project(through: last)
            #expect(try await other.differences() == [])
        }
    }
}
