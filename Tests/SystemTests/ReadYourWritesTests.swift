import Foundation
import NIOHTTP1
import Testing

@Suite("Reading one's own writes")
struct ReadYourWritesTests {
    @Test("10,000 pairs from 16 clients never see an older state, also during rebuilds")
    func pairs() async throws {
        try await withDataFolder { folder in
            let kinoteka = try await RunningKinoteka.up(data: folder)
            let remaining = Shared(10_000)
            let wrong = Shared<[String]>([])
            let refused = Shared(0)
            try await withThrowingTaskGroup { group in
                for client in 1...16 {
                    group.addTask {
                        let film = try await kinoteka.registerMovie("Film of client \(client)")
                        var runtime = 0
                        while remaining.add(-1) >= 0 {
                            runtime = runtime % 6000 + 1
                            let written = try await kinoteka.write(
                                .PATCH,
                                "/api/movies/\(film.id)",
                                #"{"runtime":\#(runtime)}"#,
                                headers: ["Content-Type": "application/merge-patch+json"]
                            )
                            guard written.status == 200 else {
                                wrong.append(written.text)
                                continue
                            }
                            let read = try await kinoteka.get(
                                "/api/movies/\(film.id)",
                                after: written.position
                            )
                            if read.status == 503 {
                                // Allowed: the bound was reached and the reader was told so.
                                refused.add(1)
                            } else if read.json["runtime"] as? Int != runtime {
                                wrong.append("\(read.status), wanted \(runtime): \(read.text)")
                            }
                        }
                    }
                }
                group.addTask {
                    while remaining.value > 0 {
                        let run = try await CommandLineRun.kinoteka(
                            "projections",
                            "rebuild",
                            "movies",
                            "--data",
                            folder
                        )
                        if run.exitCode != 0 { wrong.append(run.errors) }
                    }
                }
                try await group.waitForAll()
            }
            #expect(wrong.value.prefix(5) == [])
            #expect(refused.value < 100)
            await kinoteka.stop()
        }
    }
}
