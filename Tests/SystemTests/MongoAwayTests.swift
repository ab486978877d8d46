import Foundation
import NIOHTTP1
import Testing

@Suite("A mongod that dies")
struct MongoAwayTests {
    @Test("stops reads with 503, not writes, and everything catches up by itself")
    func mongodKilled() async throws {
        try await withDataFolder { folder in
            let kinoteka = try await RunningKinoteka.up(data: folder)
            let first = try await kinoteka.registerMovie("Before")
            #expect(try await kinoteka.get("/api/movies/\(first.id)", after: first.position).status == 200)

            // When mongod is killed again and again, commands are still accepted.
            var last = first
            var refusedReads = 0
            for round in 1...5 {
                for pid in try mongods(mentioning: folder + "/mongo") { kill(pid, SIGKILL) }
                last = try await kinoteka.registerMovie("While away \(round)")
                #expect(last.status == 201)
                let read = try await kinoteka.get("/api/movies/\(last.id)", after: last.position)
                #expect([200, 503].contains(read.status))
                if read.status == 503 {
                    refusedReads += 1
                    #expect(read.headers.first(name: "Retry-After") != nil)
                    #expect(read.headers.first(name: "Content-Type") == "application/problem+json")
                }
            }
            #expect(refusedReads > 0)

            // Then the film becomes visible without anybody's help: each read waits for it, bounded by the server.
            let (id, position) = (last.id, last.position)
            try await until("the last film is visible") {
                try await kinoteka.get("/api/movies/\(id)", after: position).status == 200
            }
            let dead = try await kinoteka.command("dead-letters", "list", "--json").succeeded()
            #expect(dead.output == "", "an outage must not fill the dead letters")
            try await kinoteka.verifyEverything()
            await kinoteka.stop()
        }
    }
}
