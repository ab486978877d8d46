import Foundation
import Testing

@Suite("A server that is killed under load", .serialized)
struct CrashTests {
    /// What a client was told was accepted.
    private struct Acknowledged: Sendable {
        let id: Int64
        let position: Int64
    }

    @Test("loses nothing that it acknowledged, in fifty kills at random moments")
    func fiftyKills() async throws {
        try await withDataFolder { folder in
            let acknowledged = Shared<[Acknowledged]>([])
            for life in 1...50 {
                let kinoteka = try await RunningKinoteka.up(data: folder)
                try await Self.killUnderLoad(kinoteka, life) { id, position in
                    acknowledged.change { $0.append(Acknowledged(id: id, position: position)) }
                }
            }

            let all = acknowledged.value
            #expect(all.count >= 50)
            #expect(Set(all.map(\.id)).count == all.count, "an identifier was given twice")
            #expect(Set(all.map(\.position)).count == all.count, "a position was given twice")
            let kinoteka = try await RunningKinoteka.up(data: folder)
            let last = try #require(all.map(\.position).max())
            for entry in all {
                let read = try await kinoteka.get("/api/movies/\(entry.id)", after: "catalog:\(last)")
                #expect(read.status == 200)
            }
            try await kinoteka.verifyEverything()
            await kinoteka.stop()
        }
    }

    /// Lets four clients register films, and kills the server after a random number of answers, in the midst of others.
    private static func killUnderLoad(
        _ kinoteka: RunningKinoteka,
        _ life: Int,
        _ onAccepted: @escaping @Sendable (_ id: Int64, _ position: Int64) -> Void
    ) async throws {
        let enough = Int.random(in: 1...60)
        let count = Shared(0)
        let reached = AsyncStream<Void>.makeStream()
        await withTaskGroup { group in
            for client in 1...4 {
                group.addTask {
                    for number in 1... {
                        guard
                            let answer = try? await kinoteka.registerMovie(
                                "Film \(life) \(client) \(number)"
                            ),
                            answer.status == 201,
                            let position = answer.position?.split(separator: ":").last.flatMap({ Int64($0) })
                        else { break }
                        onAccepted(answer.id, position)
                        if count.add(1) == enough { reached.continuation.finish() }
                    }
                    // A client that is refused before the kill must not leave the others waiting for it.
                    reached.continuation.finish()
                }
            }
            group.addTask {
                for await _ in reached.stream {}
                await kinoteka.kill()
            }
        }
    }

    @Test("leaves no mongod behind")
    func noMongodLeft() async throws {
        try await withDataFolder { folder in
            let kinoteka = try await RunningKinoteka.up(data: folder)
            let children = try mongods(mentioning: folder + "/mongo")
            #expect(!children.isEmpty)
            await kinoteka.kill()
            try await until("the mongod of the killed server is gone") {
                try Set(mongods(mentioning: folder + "/mongo")).isDisjoint(with: children)
            }
            let next = try await RunningKinoteka.up(data: folder)
            await next.stop()
            #expect(try mongods(mentioning: folder + "/mongo").isEmpty)
        }
    }
}
