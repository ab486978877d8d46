import ArgumentParser
import Contracts
import EventLog
import Foundation
import JSONKit

/// `kinoteka log`: what happened, in order, and the proof of it.
struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "Verify, follow, export and read the event log.",
        discussion: """
            Examples:
              kinoteka log verify --data data
              kinoteka log show movie-42 --data data
            """,
        subcommands: [Verify.self, Tail.self, Export.self, Show.self]
    )

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Prove that no event was changed, lost or put in between.",
            discussion: "Example: kinoteka log verify --data data"
        )
        @OptionGroup var data: DataOptions
        @OptionGroup var log: LogOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let (folder, name) = try log.opened(data)
            let line = ProgressLine("Verifying", unit: "events")
            let report = try await LogVerifier(folder, log: name).verify { checked, head in
                line.update(done: checked.rawValue, of: head.rawValue)
            }
            line.finish()
            if output.json {
                JSONLine.print { writer in
                    writer.field("head", report.head.rawValue)
                    writer.field("hash", report.hash.description)
                    writer.field("good", report.finding == nil)
                    writer.field("position", report.finding?.position.rawValue)
                    writer.field("detail", report.finding?.detail)
                }
            } else if let finding = report.finding {
                Console.line(finding.description)
            } else {
                Console.line(
                    "\(report.head) events are as they were written; the last hash is \(report.hash)."
                )
            }
            if report.finding != nil { throw ExitCode(1) }
        }
    }

    struct Tail: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "tail",
            abstract: "Print the last events, and with --follow those that come.",
            discussion: "Example: kinoteka log tail --limit 20 --follow --data data"
        )
        @OptionGroup var data: DataOptions
        @OptionGroup var log: LogOptions
        @OptionGroup var output: OutputOptions
        @Option(name: .long, help: "How many of the last events.")
        var limit = 10
        @Flag(name: .long, help: "Go on with those that come, until interrupted.")
        var follow = false

        func validate() throws {
            guard (0...10_000).contains(limit) else {
                throw ValidationError("--limit must be from 0 to 10,000.")
            }
        }

        func run() async throws {
            let (folder, name) = try log.opened(data)
            let feed = FileFeed(folder, log: name)
            var position = Position(rawValue: max(0, try await feed.head().rawValue - Int64(limit)))
            while true {
                let entries = try await feed.entries(after: position, limit: 500)
                for entry in entries { EntryOutput.print(entry, json: output.json) }
                if let last = entries.last { position = last.event.position }
                guard entries.isEmpty else { continue }
                guard follow else { return }
                _ = try await feed.waitForEvents(after: position, timeout: .seconds(30))
            }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export",
            abstract: "Print every event as a line of JSON.",
            discussion: "Example: kinoteka log export --data data > events.ndjson"
        )
        @OptionGroup var data: DataOptions
        @OptionGroup var log: LogOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let (folder, name) = try log.opened(data)
            try await FileFeed(folder, log: name).export { Console.bytes($0) }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Print every event of one entity: who, when, what.",
            discussion: "Example: kinoteka log show movie-42 --data data"
        )
        @Argument(help: "The stream, such as movie-42 or person-7.")
        var stream: String
        @OptionGroup var data: DataOptions
        @OptionGroup var log: LogOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let (folder, name) = try log.opened(data)
            let feed = FileFeed(folder, log: name)
            var version: Int64 = 0
            while true {
                let entries = try await feed.entries(ofStream: stream, after: version, limit: 500)
                guard let last = entries.last else { break }
                for entry in entries { EntryOutput.print(entry, json: output.json) }
                version = last.event.version
            }
            if version == 0 {
                throw CommandFailure.failed("There is no stream \(stream) in the log \(name).")
            }
        }
    }
}

/// Which log of the folder.
struct LogOptions: ParsableArguments {
    @Option(name: .long, help: "The log.")
    var log = LogName.catalog.rawValue

    func opened(_ data: DataOptions) throws -> (DataFolder, LogName) {
        guard let name = LogName(rawValue: log) else {
            throw CommandFailure.usage("\"\(log)\" is no name of a log.")
        }
        let folder = try data.folder()
        try folder.check()
        guard FileManager.default.fileExists(atPath: folder.file(of: name)) else {
            throw CommandFailure.failed("There is no log \(name) in \(folder.path).")
        }
        return (folder, name)
    }
}
