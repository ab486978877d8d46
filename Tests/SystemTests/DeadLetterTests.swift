import Foundation
import NIOHTTP1
import Testing

@Suite("An event that cannot be applied", .serialized)
struct DeadLetterTests {
    @Test("is parked, its film says that it is stale, everything else goes on, and retry after the fix heals")
    func refused() async throws {
        try await withDataFolder { folder in
            let manifests = folder + "-manifests"
            try Self.copyManifests(to: manifests) {
                $0.replacing("title: {bsonType: string}", with: "title: {maxLength: 10}")
            }
            var kinoteka = try await RunningKinoteka.up(
                data: folder,
                arguments: ["--no-fixtures", "--projections", manifests]
            )
            let film = try await kinoteka.registerMovie("Short")
            let long = try await kinoteka.revise(film.id, #"{"title":"Longer than that"}"#)
            #expect(try await kinoteka.get("/api/movies/\(film.id)", after: long.position).status == 200)
            let later = try await kinoteka.revise(film.id, #"{"year":2000}"#)
            let other = try await kinoteka.registerMovie("Other")

            #expect(try await kinoteka.get("/api/movies/\(other.id)", after: other.position).status == 200)
            let stale = try await kinoteka.get("/api/movies/\(film.id)", after: later.position)
            #expect(stale.json["title"] as? String == "Short")
            #expect(stale.json["stale"] as? Bool == true)
            let letters = try await kinoteka.command("dead-letters", "list", "--json").succeeded().objects()
            #expect(
                letters.map { "catalog:\($0["position"] as? Int ?? 0)" } == [long.position, later.position]
            )
            #expect(letters.first?["error"] as? String != nil)
            try await kinoteka.untilMetrics(say: #"kinoteka_projection_parked_events{projection="movies"} 2"#)
            // Without the fix, a retry says what fails again.
            let inVain = try await kinoteka.command("dead-letters", "retry", "--projections", manifests)
            #expect(inVain.exitCode == 1)
            #expect(inVain.output.contains("still failing: \(film.id)"), "\(inVain.output)")
            await kinoteka.stop()

            kinoteka = try await RunningKinoteka.up(data: folder)
            try await kinoteka.command("dead-letters", "retry").succeeded()
            let healed = try await kinoteka.get("/api/movies/\(film.id)", after: later.position)
            #expect(healed.json["title"] as? String == "Longer than that")
            #expect(healed.json["year"] as? Int == 2000)
            #expect(healed.json["stale"] == nil)
            try await until("search finds the healed film") {
                try await !kinoteka.get("/api/search?q=longer+than").items.isEmpty
            }
            try await kinoteka.untilMetrics(say: #"kinoteka_projection_parked_events{projection="movies"} 0"#)
            try await kinoteka.verifyEverything()
            await kinoteka.stop()
        }
    }

    @Test(
        "because a newer version of the product wrote it, is parked, and everything else goes on",
        arguments: [("movie-sung", 1), ("movie-registered", 99)]
    )
    func newer(type: String, schema: Int) async throws {
        try await withDataFolder { folder in
            var kinoteka = try await RunningKinoteka.up(data: folder)
            _ = try await kinoteka.registerMovie("Before")
            await kinoteka.stop()
            try await LogFile(folder).append(stream: "movie-1", type: type, schema: schema, payload: "{}")

            kinoteka = try await RunningKinoteka.up(data: folder)
            let after = try await kinoteka.registerMovie("After")
            #expect(after.position == "catalog:3")
            #expect(try await kinoteka.get("/api/movies/\(after.id)", after: after.position).status == 200)
            let stale = try await kinoteka.get("/api/movies/1")
            #expect(stale.json["title"] as? String == "Before")
            #expect(stale.json["stale"] as? Bool == true)
            let letters = try await kinoteka.command("dead-letters", "list", "--json").succeeded().objects()
            #expect(
                letters.contains { $0["projection"] as? String == "movies" && $0["position"] as? Int == 2 }
            )
            #expect(letters.allSatisfy { ($0["error"] as? String)?.contains(type) == true })
            #expect(try await kinoteka.command("dead-letters", "retry").exitCode == 1)
            try await kinoteka.command("log", "verify").succeeded()
            try await kinoteka.command("projections", "verify", "movies").succeeded()
            await kinoteka.stop()
        }
    }

    private static func copyManifests(to folder: String, _ change: (String) -> String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let source = KinotekaBinary.root.appending(path: "projections")
        for name in RunningKinoteka.models {
            let text = try String(contentsOf: source.appending(path: "\(name).yaml"), encoding: .utf8)
            try (name == "movies" ? change(text) : text)
                .write(toFile: "\(folder)/\(name).yaml", atomically: true, encoding: .utf8)
        }
    }
}

extension RunningKinoteka {
    fileprivate func revise(_ id: Int64, _ patch: String) async throws -> Answer {
        try await write(
            .PATCH,
            "/api/movies/\(id)",
            patch,
            headers: ["Content-Type": "application/merge-patch+json"]
        )
    }
}
