import Contracts
import EventLog
import Mongo
import Testing

@testable import Projection

@Suite("A live projection")
struct LiveTests {
    @Test("makes documents of events, with position, version and tombstone")
    func documents() async throws {
        try await Stage.run { stage in
            try await stage.log.append(.film(1, "Alien", cast: [(7, "S. Weaver")]), .film(2, "Gone"))
            let last = try await stage.log.append(.retitled(1, "Aliens"), .withdrawn(2))
            try await stage.project(through: last)

            let alien = try #require(try await stage.film(1))
            #expect(alien["title"] == "Aliens")
            #expect(alien["version"] == 2)
            #expect(alien["_pos.catalog"] == 3)
            let gone = try #require(try await stage.film(2))
            #expect(gone["gone"] == true)
            #expect(gone["title"] == nil)
            #expect(gone["version"] == 2)
            #expect(try await stage.differences() == [])
        }
    }

    @Test(
        "shows a renamed actor in every film at once, in the same batch and in thousands",
        arguments: [nil, Array(1...5_000)]
    )
    func renamed(films told: [Int64]?) async throws {
        try await Stage.run { stage in
            // More films than one segment takes.
            try await stage.log.append((1...5_000).map { .film($0, "Film \($0)", cast: [(7, "Old")]) })
            var settings = stage.settings()
            settings.initialRebuildEvents = .max
            let last = try await stage.log.append(
                .renamed(7, "New", films: told),
                .film(9_000, "Late", cast: [(7, "New")]),
                .renamed(7, "Newest", films: told.map { $0 + [9_000] }),
                .joined(1, actor: 8, "Other")
            )
            try await stage.project(settings, through: last)

            let films = try await stage.collection("films")
            #expect(try await films.count(["cast.name": "Newest"]) == 5_001)
            #expect(try await films.count(["cast.name": "Old"]) == 0)
            #expect(try await stage.differences() == [])
        }
    }

    @Test("changes the films that the event names and asks for no others")
    func told() async throws {
        try await Stage.run { stage in
            let films = (1...3).map { ToyEvent.film($0, "Film \($0)", cast: $0 == 3 ? [] : [(7, "Old")]) }
            try await stage.project(through: try await stage.log.append(films))
            // The second is not named, the third does not show the actor, the fourth never was.
            try await stage.project(
                through: try await stage.log.append(.renamed(7, "New", films: [1, 3, 4]))
            )
            #expect(try await stage.film(1)?["cast.0.name"] == "New")
            #expect(try await stage.film(2)?["cast.0.name"] == "Old")
            #expect(try await stage.film(3)?["_pos.catalog"] == 3)
            #expect(try await stage.film(4) == nil)
        }
    }

    @Test("takes every batch twice without a difference")
    func twice() async throws {
        try await Stage.run { stage in
            var random = RandomEvents(seed: 11, namesFilms: true)
            _ = try await ModelSetup(directory: stage.directory, manifest: stage.manifests[0]).entry()
            let films = try await stage.collection("films")
            let writer = ModelWriter(
                stage.films,
                log: .catalog,
                collection: films,
                letters: DeadLetterStore(stage.database),
                token: 1,
                cacheBytes: 10 << 20,
                faults: .none
            )
            try await writer.prepare(token: 1) {}
            for round in 1...20 {
                try await stage.log.append(random.take(50))
                let events = try await stage.log.feed.events(
                    after: Position(rawValue: Int64(round - 1) * 50),
                    limit: 50
                )
                _ = try await writer.apply(events)
                let once = try await films.find([:], FindOptions(sort: ["_id": 1])).map(\.bytes)
                if round.isMultiple(of: 2) { await writer.forget() }
                let again = try await writer.apply(events)
                #expect(again.written == 0)
                #expect(try await films.find([:], FindOptions(sort: ["_id": 1])).map(\.bytes) == once)
            }
        }
    }

    @Test(
        "is right after a death between any two steps",
        arguments: [
            FaultPoint.liveLoaded, .liveParked, .liveWriting, .liveWritten, .liveCheckpoint,
        ]
    )
    func deaths(point: FaultPoint) async throws {
        try await Stage.run { stage in
            var random = RandomEvents(seed: 5, namesFilms: true)
            try await stage.log.append(random.take(400))
            // Every third time the point is reached, the projector dies there: what is in memory is lost.
            let reached = Shared(0)
            let deaths = Shared(0)
            var settings = stage.settings(
                faults: Faults { here in
                    guard here == point,
                        reached.withLock({
                            $0 += 1; return $0.isMultiple(of: 3)
                        })
                    else { return }
                    deaths.withLock { $0 += 1 }
                    throw Death()
                }
            )
            settings.batchEvents = 20
            settings.longestPause = .milliseconds(10)
            let last = try await stage.log.append(random.take(400))
            try await stage.project(settings, through: last)
            #expect(deaths.withLock { $0 } > 3)
            #expect(try await stage.differences() == [])
        }
    }

    struct Death: Error {}

    @Test(
        "announces how far it is and which documents changed, and says that it is idle at the end of the log"
    )
    func announces() async throws {
        try await Stage.run { stage in
            try await stage.whileProjecting { board, service in
                let first = try await stage.log.append(.film(1, "One"))
                try await board.reached(first, "films")
                let second = try await stage.log.append(.film(2, "Two"))
                try await board.reached(second, "films")
                #expect(board.model("films")?.includes(LogPosition(log: .catalog, position: second)) == true)
                #expect(board.model("films")?.isComplete == true)
                #expect(board.changed("films") == [.int(1), .int(2)])
                let renamed = try await stage.log.append(.retitled(1, "Once"), .renamed(7, "Nobody"))
                try await board.reached(renamed, "films")
                #expect(board.changed("films") == [.int(1), .int(2), .int(1)])
                try await until("films is idle") {
                    service.statuses().first { $0.projection == "films" }?.state == .idle
                }
                let status = try #require(service.statuses().first { $0.projection == "films" })
                #expect(status.lagEvents == 0)
                #expect(status.lagSeconds == 0)
                #expect(status.eventsApplied == renamed.rawValue)
                #expect(status.checkpoint[.catalog] == renamed)
            }
        }
    }

    @Test("stores how far it is when it is stopped, however soon")
    func stopped() async throws {
        try await Stage.run { stage in
            for number in 1...10 {
                let last = try await stage.log.append(.film(Int64(number), "Film \(number)"))
                try await stage.project(through: last)
                #expect(try await stage.directory.entry("films")?.checkpoint[.catalog] == last)
            }
        }
    }

    @Test("makes the first model of a long log as a rebuild does")
    func firstLoad() async throws {
        try await Stage.run { stage in
            var random = RandomEvents(seed: 3)
            let last = try await stage.log.append(random.take(2_000))
            var settings = stage.settings()
            settings.initialRebuildEvents = 1_000
            try await stage.project(settings, through: last)
            let model = try #require(try await stage.directory.activeModel("films"))
            #expect(model.collection == "films_v1_g2")
            #expect(model.isComplete)
            #expect(!(try await stage.database.collectionNames()).contains("films_v1_g1"))
            #expect(try await stage.differences() == [])
        }
    }

    @Test("serves the old version until it is rebuilt, and says so")
    func newVersion() async throws {
        try await Stage.run { stage in
            let first = try await stage.log.append(.film(1, "One"))
            try await stage.project(through: first)

            var newer = stage
            newer.films.version = 2
            newer.manifests[0].version = 2
            let second = try await stage.log.append(.film(2, "Two"))
            try await newer.whileProjecting { board, service in
                try await board.reached(second, "actors")
                try await until("films says that it needs a rebuild") {
                    let status = service.statuses().first { $0.projection == "films" }
                    return status?.state == .paused && status?.reason?.contains("rebuild") == true
                }
                #expect(try await stage.directory.activeModel("films")?.version == 1)
                #expect(try await newer.operations().check().contains { $0.projection == "films" })
                _ = try await newer.operations().rebuild("films")
                try await board.reached(second, "films")
                #expect(try await stage.directory.activeModel("films")?.version == 2)
                #expect(try await newer.operations().check() == [])
            }
        }
    }
}
