import Foundation
import Testing

@Suite("A projector that makes no progress")
struct StalledProjectorTests {
    @Test("says so in /metrics and /readyz, and goes on by itself when it can")
    func stalled() async throws {
        try await withDataFolder { folder in
            let kinoteka = try await RunningKinoteka.up(data: folder)
            #expect(try await kinoteka.get("/readyz").status == 200)
            // Given a mongod that neither answers nor dies, commands are accepted and events wait.
            let mongod = try #require(try mongods(mentioning: folder + "/mongo").first)
            kill(mongod, SIGSTOP)
            let film = try await kinoteka.registerMovie("Waits")
            #expect(film.status == 201)

            try await kinoteka.untilMetrics(
                say: #"kinoteka_projection_state{projection="movies",state="stalled"} 1"#
            )
            let metrics = try await kinoteka.get("/metrics").text
            #expect(metrics.contains(#"kinoteka_projection_lag_events{projection="movies"} 1"#))
            let ready = try await kinoteka.get("/readyz")
            #expect(ready.status == 503)
            #expect(ready.text.contains("movies has stalled"), "\(ready.text)")
            #expect(try await kinoteka.get("/healthz").status == 200)

            kill(mongod, SIGCONT)
            try await until("it is ready again") { try await kinoteka.get("/readyz").status == 200 }
            #expect(try await kinoteka.get("/api/movies/\(film.id)", after: film.position).status == 200)
            await kinoteka.stop()
        }
    }
}
