import Contracts
import Mongo
import Testing

@testable import Projection

@Suite("A rebuild")
struct RebuildTests {
    @Test("makes the same model beside the old one, and switches; of an empty model too, and twice in a row")
    func rebuilds() async throws {
        try await Stage.run { stage in
            try await stage.project(through: .start)
            #expect(try await stage.operations().rebuild("films").documents == 0)
            var random = RandomEvents(seed: 21, namesFilms: true)
            let last = try await stage.log.append(random.take(1_500))
            try await stage.project(through: last)
            let live = try await contents(stage, "films")

            let operations = try stage.operations()
            let first = try await operations.rebuild("films")
            #expect(try await contents(stage, "films") == live)
            #expect(first.documents == live.count)
            #expect(first.events == last.rawValue)
            let second = try await operations.rebuild("films")
            #expect(second.previous == first.collection)
            #expect(try await contents(stage, "films") == live)
            // Only the last one is kept beside the active one.
            let names = try await stage.database.collectionNames().filter { $0.hasPrefix("films_") }
            #expect(names == [first.collection, second.collection].sorted())
            #expect(try await operations.check() == [])
            #expect(try await stage.differences() == [])
        }
    }

    @Test("holds a memory budget far below the model's size")
    func budget() async throws {
        try await Stage.run { stage in
            var random = RandomEvents(seed: 22)
            let last = try await stage.log.append(random.take(2_000))
            try await stage.project(through: last)
            let films = try await stage.operations().rebuild("films", budget: 60_000)
            let actors = try await stage.operations().rebuild("actors", budget: 5_000)
            #expect(films.passes > 1)
            #expect(actors.passes > 1)
            #expect(try await stage.differences() == [])
        }
    }

    @Test("goes on while events pour in and projectors run, and readers see one whole model after another")
    func pouringIn() async throws {
        try await Stage.run { stage in
            let known = try await stage.log.append(
                (1...400).map { .film($0, "Film \($0)", cast: [($0 % 20, "A")]) }
            )
            try await stage.whileProjecting { board, _ in
                try await board.reached(known, "films")
                let done = Shared(false)
                let bad = Shared<[String]>([])
                let last = try await withThrowingTaskGroup(of: Position?.self) { group in
                    group.addTask {
                        var random = RandomEvents(seed: 23)
                        var last = known
                        // As fast as the live projector takes them. Bounded, because the films that a new name touches
                        // get more and more.
                        for _ in 1...150 where !done.withLock({ $0 }) {
                            try await board.reached(last, "films")
                            last = try await stage.log.append(
                                random.take(20).filter { if case .withdrawn = $0 { false } else { true } }
                            )
                        }
                        return last
                    }
                    group.addTask {
                        while !done.withLock({ $0 }) {
                            let model = try await stage.directory.activeModel("films")
                            let films = stage.database.collection(model?.collection ?? "")
                            let count = try await films.count(["_id": ["$lte": 400]])
                            if count != 400 {
                                bad.withLock { $0.append("\(model?.collection ?? "-"): \(count)") }
                            }
                        }
                        return nil
                    }
                    group.addTask {
                        defer { done.withLock { $0 = true } }
                        for _ in 1...4 { _ = try await stage.operations().rebuild("films") }
                        return nil
                    }
                    return try await group.reduce(Position.start) { max($0, $1 ?? .start) }
                }
                #expect(bad.withLock { $0 } == [])
                try await board.reached(last, "films")
                try await board.reached(last, "actors")
            }
            #expect(try await stage.differences() == [])
        }
    }

    @Test(
        "that dies in any phase leaves the model as it was, and the next one begins anew",
        arguments: [
            FaultPoint.rebuildFold, .rebuildIndex, .rebuildCatchUp, .rebuildVerify, .rebuildSwitch,
            .rebuildSwitched,
        ]
    )
    func dies(point: FaultPoint) async throws {
        try await Stage.run { stage in
            var random = RandomEvents(seed: 24, namesFilms: true)
            let last = try await stage.log.append(random.take(500))
            try await stage.project(through: last)
            let before = try await contents(stage, "films")
            // A killed process tidies nothing up: it stops where it is, and its signs of life with it.
            let silence = Faults { here in
                if here == point { try await Task.sleep(for: .seconds(3_600)) }
            }
            let operations = try stage.operations("dies", faults: silence)
            let dying = Task { try await operations.rebuild("films") }
            try await until("it is there") {
                let entry = try await stage.directory.entry("films")
                return point == .rebuildSwitched
                    ? entry?.collection == "films_v1_g2" : entry?.rebuild?.phase == Self.phase(of: point)
            }
            #expect(try await contents(stage, "films") == before)
            try await stage.kill(dying)
            let report = try await stage.operations().rebuild("films")
            #expect(report.documents == before.count)
            #expect(try await contents(stage, "films") == before)
            #expect(try await stage.operations().check() == [])
            // The projector goes on with the new one.
            let more = try await stage.log.append(.film(100_000, "After"))
            try await stage.project(through: more)
            #expect(try await stage.differences() == [])
        }
    }

    private static func phase(of point: FaultPoint) -> String {
        switch point {
        case .rebuildFold: "fold"
        case .rebuildIndex: "index"
        case .rebuildCatchUp: "catch-up"
        case .rebuildVerify: "verify"
        default: "switch"
        }
    }

    @Test("stops on request, and changes nothing")
    func cancelled() async throws {
        try await Stage.run { stage in
            let last = try await stage.log.append(.film(1, "One"))
            try await stage.project(through: last)
            #expect(try await stage.operations().cancel("films") == false)
            let gate = Gate()
            let slow = try stage.operations(
                "slow",
                faults: Faults { if $0 == .rebuildIndex { try await gate.pass() } }
            )
            let rebuild = Task { try await slow.rebuild("films") }
            try await gate.waiting()
            // A second one is refused meanwhile.
            await #expect { try await stage.operations("other").rebuild("films") } throws: { error in
                (error as? ProjectionError)?.code == .rebuildRuns
            }
            #expect(try await stage.operations().cancel("films"))
            await #expect { try await rebuild.value } throws: { error in
                (error as? ProjectionError)?.code == .cancelled
            }
            #expect(try await stage.directory.entry("films")?.rebuild == nil)
            #expect(try await stage.operations().check() == [])
            #expect(try await stage.directory.activeModel("films")?.collection == "films_v1_g1")
        }
    }

    @Test("is taken back in one write, and the projector brings the old model up to date")
    func rollback() async throws {
        try await Stage.run { stage in
            let first = try await stage.log.append(.film(1, "One"))
            try await stage.whileProjecting { board, _ in
                try await board.reached(first, "films")
                let report = try await stage.operations().rebuild("films")
                let second = try await stage.log.append(.film(2, "Two"))
                try await board.reached(second, "films")
                let back = try await stage.operations().rollback("films")
                #expect(back.collection == report.previous)
                try await until("the old model has the new film") {
                    let model = try await stage.directory.activeModel("films")
                    guard model?.collection == report.previous else { return false }
                    return try await stage.film(2) != nil
                }
                #expect(try await stage.operations().drop("films") == [report.collection])
                await #expect { try await stage.operations().rollback("films") } throws: { error in
                    (error as? ProjectionError)?.code == .nothingToRollBack
                }
            }
            #expect(try await stage.differences() == [])
        }
    }

    @Test("shows its progress")
    func progress() async throws {
        try await Stage.run { stage in
            var random = RandomEvents(seed: 25)
            let last = try await stage.log.append(random.take(500))
            try await stage.project(through: last)
            let phases = Shared<[RebuildProgress.Phase]>([])
            let report = try await stage.operations().rebuild("films") { progress in
                phases.withLock { if $0.last != progress.phase { $0.append(progress.phase) } }
            }
            #expect(phases.withLock { $0 } == RebuildProgress.Phase.allCases)
            #expect(Set(report.seconds.keys) == Set(RebuildProgress.Phase.allCases))
        }
    }

    private func contents(_ stage: Stage, _ name: String) async throws -> [BSONDocument] {
        try await stage.collection(name).find([:], FindOptions(sort: ["_id": 1], projection: ["_fence": 0]))
            .map { $0.detached() }
    }
}

extension Stage {
    /// Ends a task as a killed process ends: without the directory hearing of it.
    ///
    /// The database is not reachable for it any more, as far as the directory goes: its claim is made to look as if it
    /// had never been given up.
    func kill(_ task: Task<RebuildReport, any Error>) async throws {
        let projections = database.collection("projections")
        let claimed = try await projections.findOne(["_id": "films"])
        task.cancel()
        _ = try? await task.value
        guard let rebuild = claimed?["rebuild"] else { return }
        let left = claimed?["rebuild.collection"]?.stringValue ?? "none"
        try await projections.updateOne(["_id": "films"], ["$set": ["rebuild": rebuild]])
        try await database.collection(left).insert([["_id": 1, "title": "left over"]])
    }
}
