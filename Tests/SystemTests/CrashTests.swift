import Foundation
import Testing

@Suite("A server that is killed under load", .serialized)
struct CrashTests {
    /// What clients were told was accepted, over all lives of the server.
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
                let enough = Int.random(in: 1...60)
                await withTaskGroup { group in
                    let count = Shared(0)
                    let reached = AsyncStream<Void>.makeStream()
                    for client in 1...4 {
                        group.addTask {
                            for number in 1... {
                                guard
                                    let answer = try? await kinoteka.registerMovie(
                                        "Film \(life) \(client) \(number)"
                                    ),
                                    answer.status == 201, let position = answer.position.flatMap(Self.number)
                                else { return }
                                acknowledged.change { $0.append(Acknowledged(id: answer.id, position: position)) }
                                if count.add(1) == enough { reached.continuation.finish() }
                            }
                        }
                    }
                    group.addTask {
                        for await _ in reached.stream {}
                        await kinoteka.kill()
                    }
                }
            }

            let all = acknowledged.value
            #expect(all.count >= 50)
            #expect(Set(all.map(\.id)).count == all.count, "an identifier was given twice")
            #expect(Set(all.map(\.position)).count == all.count, "a position was given twice")

            #expect(try await CommandLineRun.kinoteka("log", "verify", "--data", folder).exitCode == 0)
            #expect(try await CommandLineRun.kinoteka("verify", "tables", "--data", folder).exitCode == 0)

            let kinoteka = try await RunningKinoteka.up(data: folder)
            let last = try #require(all.map(\.position).max())
            for entry in all.shuffled().prefix(200) {
                let read = try await kinoteka.get("/api/movies/\(entry.id)", after: "catalog:\(last)")
                #expect(read.status == 200)
            }
            for name in ["movies", "people", "genres", "countries"] {
                let verified = try await CommandLineRun.kinoteka(
                    "projections",
                    "verify",
                    name,
                    "--data",
                    folder
                )
                #expect(verified.exitCode == 0, "\(name): \(verified.output) \(verified.errors)")
            }
            await kinoteka.stop()
        }
    }

    @Test("leaves no mongod behind")
    func noMongodLeft() async throws {
        try await withDataFolder { folder in
            let kinoteka = try await RunningKinoteka.up(data: folder)
            let children = try Self.processes(mentioning: folder + "/mongo")
            #expect(!children.isEmpty)
            await kinoteka.kill()
            // The kernel ends the child with its parent; the wait is for the process table, bounded by the next start.
            let next = try await RunningKinoteka.up(data: folder)
            let now = try Self.processes(mentioning: folder + "/mongo")
            #expect(Set(now).isDisjoint(with: children))
            await next.stop()
            #expect(try Self.processes(mentioning: folder + "/mongo").isEmpty)
        }
    }

    private static func number(_ position: String) -> Int64? {
        position.split(separator: ":").last.flatMap { Int64($0) }
    }

    /// Running processes other than `up` itself whose command line mentions `text`.
    static func processes(mentioning text: String) throws -> [Int32] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }.filter { pid in
            guard let command = try? String(contentsOfFile: "/proc/\(pid)/cmdline", encoding: .utf8) else {
                return false
            }
            return command.hasPrefix("/") && command.contains("mongod") && command.contains(text)
        }
    }
}
