import Foundation
import Testing

@Suite("A rebuild under readers and writers", .serialized)
struct RebuildTests {
    @Test("is not noticed by 10,000 reads, while events pour in")
    func readsDuringRebuild() async throws {
        try await withDataFolder { folder in
            let kinoteka = try await RunningKinoteka.up(data: folder)
            var ids: [Int64] = []
            var position: String?
            for number in 1...300 {
                let answer = try await kinoteka.registerMovie("Film \(number)")
                ids.append(answer.id)
                position = answer.position
            }
            _ = try await kinoteka.get("/api/movies/\(ids[0])", after: position)
            let known = ids

            let done = Shared(false)
            let failures = Shared<[String]>([])
            let reads = Shared(0)
            let rebuilds = try await withThrowingTaskGroup(of: Int.self) { group in
                for client in 0..<8 {
                    group.addTask {
                        while reads.add(1) <= 10_000 || !done.value {
                            let id = known[Int.random(in: 0..<known.count)]
                            let path = client.isMultiple(of: 4) ? "/api/movies?limit=5" : "/api/movies/\(id)"
                            let answer = try await kinoteka.get(path)
                            if answer.status != 200
                                || (answer.json["items"] != nil && answer.items.count != 5)
                            {
                                failures.append("\(path): \(answer.status) \(answer.text)")
                            }
                        }
                        return 0
                    }
                }
                group.addTask {
                    var number = 0
                    while !done.value {
                        number += 1
                        let answer = try await kinoteka.registerMovie("Poured in \(number)")
                        if answer.status != 201 { failures.append(answer.text) }
                    }
                    return 0
                }
                group.addTask {
                    var rebuilds = 0
                    repeat {
                        let run = try await CommandLineRun.kinoteka(
                            "projections",
                            "rebuild",
                            "movies",
                            "--data",
                            folder
                        )
                        if run.exitCode != 0 { failures.append(run.errors) }
                        rebuilds += 1
                    } while reads.value < 10_000 || rebuilds < 2
                    done.change { $0 = true }
                    return rebuilds
                }
                return try await group.reduce(0, +)
            }
            #expect(rebuilds >= 2)
            #expect(failures.value.prefix(5) == [])
            let verified = try await CommandLineRun.kinoteka(
                "projections",
                "verify",
                "movies",
                "--data",
                folder
            )
            #expect(verified.exitCode == 0, "\(verified.output)\(verified.errors)")
            await kinoteka.stop()
        }
    }

    @Test("can be killed at any phase and started again")
    func killedRebuild() async throws {
        try await withDataFolder { folder in
            let kinoteka = try await RunningKinoteka.up(data: folder, arguments: [])
            for phase in ["fold", "index", "catch-up", "verify", "switch"] {
                let killed = try await CommandLineRun.kinoteka(
                    "projections",
                    "rebuild",
                    "movies",
                    "--data",
                    folder,
                    environment: ["KINOTEKA_TEST_KILL_AT": "rebuild.\(phase)"]
                )
                #expect(killed.exitCode != 0, "the run was to die at \(phase)")
                #expect(try await kinoteka.get("/api/movies?limit=1").items.count == 1)
                let again = try await CommandLineRun.kinoteka(
                    "projections",
                    "rebuild",
                    "movies",
                    "--data",
                    folder
                )
                #expect(again.exitCode == 0, "after a death at \(phase): \(again.errors)")
            }
            let verified = try await CommandLineRun.kinoteka(
                "projections",
                "verify",
                "movies",
                "--data",
                folder
            )
            #expect(verified.exitCode == 0, "\(verified.output)\(verified.errors)")
            await kinoteka.stop()
        }
    }

    @Test("can be taken back in one write")
    func rollback() async throws {
        try await withDataFolder { folder in
            let kinoteka = try await RunningKinoteka.up(data: folder)
            _ = try await kinoteka.registerMovie("First")
            #expect(
                try await CommandLineRun.kinoteka("projections", "rebuild", "movies", "--data", folder)
                    .exitCode == 0
            )
            let second = try await kinoteka.registerMovie("Second")
            #expect(try await kinoteka.get("/api/movies/\(second.id)", after: second.position).status == 200)

            #expect(
                try await CommandLineRun.kinoteka("projections", "rollback", "movies", "--data", folder)
                    .exitCode == 0
            )
            // The old collection lacks the second film until the projector has caught it up: the reader waits.
            #expect(try await kinoteka.get("/api/movies/\(second.id)", after: second.position).status == 200)
            let third = try await kinoteka.registerMovie("Third")
            #expect(try await kinoteka.get("/api/movies/\(third.id)", after: third.position).status == 200)
            #expect(
                try await CommandLineRun.kinoteka("projections", "drop", "movies", "--data", folder).exitCode
                    == 0
            )
            let nothing = try await CommandLineRun.kinoteka(
                "projections",
                "rollback",
                "movies",
                "--data",
                folder
            )
            #expect(nothing.exitCode == 1)
            await kinoteka.stop()
        }
    }
}
