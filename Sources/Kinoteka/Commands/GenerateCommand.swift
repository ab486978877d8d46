import ArgumentParser
import Importers

/// `kinoteka generate`: a synthetic catalog for benchmarks.
struct GenerateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Print a synthetic catalog of any size as NDJSON; same seed, same bytes.",
        discussion: """
            Examples:
              kinoteka generate --movies 300000 --seed 1 > films.ndjson
              kinoteka import ndjson films.ndjson --data data
            """
    )

    @Option(name: .long, help: "How many films.")
    var movies: Int

    @Option(
        name: .long,
        help: "Where the sequence begins; other seeds give other films under the same identifiers."
    )
    var seed: UInt64

    func validate() throws {
        guard (0...100_000_000).contains(movies) else {
            throw ValidationError("--movies must be from 0 to 100,000,000.")
        }
    }

    func run() async throws {
        let line = ProgressLine("Generating", unit: "films")
        try await SyntheticCatalog(movies: movies, seed: seed).write(to: 1) { done in
            line.update(done: Int64(done), of: Int64(movies))
        }
        line.finish()
    }
}
