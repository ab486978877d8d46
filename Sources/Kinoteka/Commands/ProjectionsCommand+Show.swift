import ArgumentParser
import Contracts
import EventLog
import Foundation
import Mongo
import NIOCore
import Projection

extension ProjectionsCommand {
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Print a document as it is or was: a fold of the log, which changes nothing.",
            discussion: """
                Examples:
                  kinoteka projections show movies --key 42 --data data
                  kinoteka projections show movies --key 42 --at 1234 --data data
                  kinoteka projections show movies --key 42 --at 2026-01-31T12:00:00Z --data data
                """
        )
        @OptionGroup var projection: ProjectionArgument
        @OptionGroup var data: DataOptions
        @OptionGroup var output: OutputOptions
        @Option(name: .long, help: ArgumentHelp("The document.", valueName: "id"))
        var key: String
        @Option(
            name: .long,
            help: ArgumentHelp("A position of the log, or an ISO 8601 time.", valueName: "when")
        )
        var at: String?

        func run() async throws {
            try CatalogProjections.check(projection.name, manifests: projection.projections, data)
            let folder = try data.folder()
            try folder.check()
            try FileManager.default.requireLog(folder)
            let feed = FileFeed(folder, log: .catalog)
            let position = try await position(feed)
            let manifests = try Resources.manifests(
                try data.settings().value(.projections, flag: projection.projections)
            )
            let set = try CatalogProjections.set(feed: feed, manifests: manifests)
            let shown = try await set.show(
                projection.name,
                key: DocumentKey(text: key),
                at: position
            )
            for failure in shown.failures { Console.note(failure) }
            guard let document = shown.document, !shown.isGone else {
                let state = shown.isGone ? "was withdrawn" : "does not exist"
                throw CommandFailure.failed(
                    "\(projection.name) \(key) \(state) at position \(shown.position)."
                )
            }
            var buffer = ByteBuffer()
            try document.writeJSON(into: &buffer)
            Console.line(String(buffer: buffer))
        }

        private func position(_ feed: FileFeed) async throws -> Position? {
            guard let at else { return nil }
            if let number = Int64(at) {
                guard number >= 0 else { throw CommandFailure.usage("--at must not be negative.") }
                return Position(rawValue: number)
            }
            // The format of a day takes whatever stands behind the day, such as a time without seconds.
            let format: Date.ISO8601FormatStyle =
                at.utf8.count == 10 ? .iso8601.year().month().day() : .iso8601
            guard let date = try? format.parse(at) else {
                throw CommandFailure.usage(
                    "--at must be a position or an ISO 8601 day or time, not \"\(at)\"."
                )
            }
            return try await feed.position(recordedBy: Int64((date.timeIntervalSince1970 * 1_000).rounded()))
        }
    }
}
