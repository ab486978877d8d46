import CatalogService
import Contracts
import EventLog
import Foundation
import HTTPKit
import Importers
import ReadAPI
import WriteSide

/// What `kinoteka up` does once it listens: loads the fixtures into an empty catalog, waits until readers are served, and
/// says where everything is.
struct Announcement {
    let folder: DataFolder
    let mongo: String
    let reads: ReadAPI
    let writer: ServiceWriter<CatalogService>
    let feed: FileFeed

    func make(_ address: ListenAddress, loadsFixtures: Bool) async {
        let url = "http://\(address)"
        do {
            try RunningServer(pid: getpid(), url: url, mongo: mongo).write(folder)
            if loadsFixtures { try await loadFixtures() }
        } catch {
            Console.error(ErrorSentence(error).text)
        }
        let head = (try? await feed.head()) ?? .start
        await reads.untilReady(including: LogPosition(log: .catalog, position: head))
        if !Task.isCancelled { announce(url) }
    }

    private func loadFixtures() async throws {
        guard let films = Resources.fixtures, try await feed.head() == .start else { return }
        Console.note("Loading the films of fixtures/")
        _ = try await FilmImport(format: .ndjson, files: [films]).run(
            into: WriterSink(writer, actor: "fixtures")
        )
    }

    private func announce(_ url: String) {
        Console.line(
            """
            Ready at \(url)

            Try:
              curl '\(url)/api/movies?genre=drama&sort=-year&limit=3'
              curl '\(url)/api/movies/1'
              curl '\(url)/api/search?q=chaplin'
              curl '\(url)/api/people?limit=3'
              curl -H "Authorization: Bearer $(cat '\(folder.tokenFile)')" -H 'Content-Type: application/json' \\
                   -d '{"title":"My First Film","year":2026}' '\(url)/api/movies'

            The API: \(url)/openapi.json   Health: \(url)/readyz   Metrics: \(url)/metrics
            Ctrl-C ends everything.
            """
        )
    }
}
