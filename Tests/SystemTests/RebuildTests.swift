import Foundation
import Testing

@Suite("A rebuild under readers and writers", .serialized)
struct RebuildTests {
    @Test("is not noticed by 10,000 reads, while events pour in")
    func readsDuringRebuild() async throws {
        try await withDataFolder { folder in
            let kinoteka = try await RunningKinoteka.up(data: folder)
            var films: [Answer] = []
            for number in 1...300 { films.append(try await kinoteka.registerMovie("Film \(number)")) }
            let ids = films.map(\.id)
            #expect(
                try await kinoteka.get("/api/movies/\(ids[0])", after: films.last?.position).status == 200
            )

            let failures = Shared<[String]>([])
            let reads = Shared(0)
            let isDone = Shared(false)
            let rebuilds = Shared(0)
            try await withThrowingTaskGroup { group in
                for client in 0..<8 {
                    group.addTask {
                        while !isDone.value {
                            let isList = client.isMultiple(of: 4)
                            let path =
                                isList ? "/api/movies?limit=5" : "/api/movies/\(ids.randomElement() ?? 1)"
                            let answer = try await kinoteka.get(path)
                            if answer.status != 200 || isList && answer.items.count != 5 {
                                failures.append("\(path): \(answer.status) \(answer.text)")
                            }
                            reads.add(1)
                        }
                    }
                }
                group.addTask {
                    var number = 0
                    while !isDone.value {
                        number += 1
                        let answer = try await kinoteka.registerMovie("Poured in \(number)")
                        if answer.status != 201 { failures.append(answer.text) }
                    }
                }
                group.addTask {
                    defer { isDone.change { $0 = true } }
                    while reads.value < 10_000 || rebuilds.value < 2 {
                        try await kinoteka.command("projections", "rebuild", "movies").succeeded()
                        rebuilds.add(1)
                    }
                }
                try await group.waitForAll()
            }
            #expect(failures.value.prefix(5) == [])
            #expect(rebuilds.value >= 2)
            try await kinoteka.verifyEverything()
            await kinoteka.stop()
        }
    }

    @Test("can be killed at any phase and started again")
    func killedRebuild() async throws {
        try await withDataFolder { folder in
            let kinoteka = try await RunningKinoteka.up(data: folder, arguments: [])
            func films() async throws -> NSArray {
                try await kinoteka.get("/api/movies?limit=100").items as NSArray
            }
            let before = try await films()
            #expect(before.count == 100)
            for phase in ["fold", "index", "catch-up", "verify", "switch", "switched"] {
                let killed = try await kinoteka.command(
                    "projections",
                    "rebuild",
                    "movies",
                    environment: ["KINOTEKA_TEST_KILL_AT": "rebuild.\(phase)"]
                )
                #expect(killed.exitCode != 0, "the run was to die at \(phase)")
                #expect(try await films() == before, "after \(phase)")
                try await kinoteka.command("projections", "rebuild", "movies").succeeded()
                #expect(try await films() == before, "after \(phase)")
            }
            try await kinoteka.verifyEverything()
            await kinoteka.stop()
        }
    }

    @Test("can be taken back in one write")
    func rollback() async throws {
        try await withDataFolder { folder in
            let kinoteka = try await RunningKinoteka.up(data: folder)
            _ = try await kinoteka.registerMovie("First")
            try await kinoteka.command("projections", "rebuild", "movies").succeeded()
            let second = try await kinoteka.registerMovie("Second")
            #expect(try await kinoteka.get("/api/movies/\(second.id)", after: second.position).status == 200)

            try await kinoteka.command("projections", "rollback", "movies").succeeded()
            // The old collection lacks the second film until the projector has caught it up: the reader waits.
            #expect(try await kinoteka.get("/api/movies/\(second.id)", after: second.position).status == 200)
            let third = try await kinoteka.registerMovie("Third")
            #expect(try await kinoteka.get("/api/movies/\(third.id)", after: third.position).status == 200)
            try await kinoteka.command("projections", "drop", "movies").succeeded()
            #expect(try await kinoteka.command("projections", "rollback", "movies").exitCode == 1)
            await kinoteka.stop()
        }
    }
}
