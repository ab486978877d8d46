import Foundation
import Testing

@Suite("Two projector processes on one database")
struct SecondProjectorTests {
    @Test("take turns, also during rebuilds; the one that slept past its lease changes nothing when it wakes")
    func fencing() async throws {
        try await withDataFolder { folder in
            let first = try await RunningKinoteka.up(data: folder)
            for number in 1...50 { _ = try await first.registerMovie("Film \(number)") }
            let second = try await RunningKinoteka.start(
                ["project", "--data", folder, "--mongo", try first.mongo],
                data: folder
            )
            try await second.untilMetrics(say: Self.state("paused"))

            // When the first one sleeps, a rebuild takes its lease, and the second takes over what it had.
            first.freeze()
            try await first.command("projections", "rebuild", "movies").succeeded()
            try await second.untilMetrics(say: Self.state("idle"))
            // When it wakes, it finds itself fenced out, though it believed it had the lease.
            first.resume()
            let film = try await first.registerMovie("After the sleep")
            #expect(try await first.get("/api/movies/\(film.id)", after: film.position).status == 200)
            try await first.untilMetrics(say: Self.state("paused"))

            // The other way round, with events that come during the rebuild.
            second.freeze()
            async let rebuilt = first.command("projections", "rebuild", "movies")
            var last = film
            for number in 1...50 { last = try await first.registerMovie("During the rebuild \(number)") }
            try await rebuilt.succeeded()
            try await first.untilMetrics(say: Self.state("idle"))
            second.resume()
            try await second.untilMetrics(say: Self.state("paused"))
            #expect(try await first.get("/api/movies/\(last.id)", after: last.position).status == 200)

            try await first.verifyEverything()
            await second.stop()
            await first.stop()
        }
    }

    private static func state(_ state: String) -> String {
        #"kinoteka_projection_state{projection="movies",state="\#(state)"} 1"#
    }
}

extension RunningKinoteka {
    /// The MongoDB that the server told other commands of.
    fileprivate var mongo: String {
        get throws {
            let file = try Data(contentsOf: URL(filePath: data + "/server.json"))
            let object = try JSONSerialization.jsonObject(with: file) as? [String: Any]
            return try #require(object?["mongo"] as? String)
        }
    }
}
