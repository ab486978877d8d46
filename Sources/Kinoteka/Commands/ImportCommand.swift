import ArgumentParser
import CatalogService
import EventLog
import Foundation
import Importers
import WriteSide

/// `kinoteka import`: film lists into the catalog, through commands.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import films from files; the same file twice changes nothing.",
        discussion: """
            Examples:
              kinoteka import wikipedia movies-1990s.json --data data
              kinoteka import ndjson films.ndjson --server http://127.0.0.1:8080 --rejects rejects.ndjson
            """,
        subcommands: [Wikipedia.self, NDJSON.self]
    )

    struct Wikipedia: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "wikipedia",
            abstract: "Import JSON arrays of films as taken from Wikipedia's lists.",
            discussion: "Example: kinoteka import wikipedia movies-1980s.json movies-1990s.json --data data"
        )
        @OptionGroup var options: ImportOptions
        func run() async throws { try await options.run(.wikipedia) }
    }

    struct NDJSON: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "ndjson",
            abstract: "Import one film a line, in the form that docs/importing.md describes.",
            discussion: "Example: kinoteka import ndjson films.ndjson --data data"
        )
        @OptionGroup var options: ImportOptions
        func run() async throws { try await options.run(.ndjson) }
    }
}

/// What both kinds of import are told.
struct ImportOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The files, read in this order.", valueName: "file"))
    var files: [String]

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    @Option(
        name: .long,
        help: ArgumentHelp("A running server; its token is in KINOTEKA_TOKEN.", valueName: "url")
    )
    var server: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Write refused records here, as NDJSON with reasons.", valueName: "file")
    )
    var rejects: String?

    func run(_ format: ImportFormat) async throws {
        let work = FilmImport(format: format, files: files, rejects: rejects)
        let line = ProgressLine("Importing", unit: "records")
        let summary = try await withSink { sink in
            try await work.run(into: sink) { line.update(done: $0.done, of: $0.total) }
        }
        line.finish()
        if output.json {
            Console.bytes(summary.json + [10])
        } else {
            for text in summary.lines { Console.line(text) }
        }
        if summary.rejected > 0, summary.rejected == summary.records {
            throw CommandFailure.failed(
                "Every record was rejected; are the files of the kind that was named?"
            )
        }
    }

    /// The server that was named or runs on the folder; else a writer of this process.
    private func withSink<Result>(_ body: (any CommandSink) async throws -> Result) async throws -> Result {
        if let server {
            guard server.hasPrefix("http://") || server.hasPrefix("https://") else {
                throw CommandFailure.usage(
                    "--server must be a URL such as http://127.0.0.1:8080, not \"\(server)\"."
                )
            }
            guard let token = ProcessInfo.processInfo.environment["KINOTEKA_TOKEN"] ?? storedToken() else {
                throw CommandFailure.usage(
                    "Set KINOTEKA_TOKEN to the server's token, or name its folder with --data."
                )
            }
            return try await body(ServerSink(server: server, token: token))
        }
        let folder = try data.folder()
        if let running = RunningServer.find(folder), let token = storedToken() {
            return try await body(ServerSink(server: running.url, token: token))
        }
        let writer = try await ServiceWriter(service: CatalogService(), lock: try folder.lock())
        do {
            let result = try await body(WriterSink(writer))
            await writer.close()
            return result
        } catch {
            await writer.close()
            throw error
        }
    }

    private func storedToken() -> String? {
        guard let folder = try? data.folder(),
            let text = try? String(contentsOfFile: folder.tokenFile, encoding: .utf8)
        else { return nil }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
