import ArgumentParser
import CatalogService
import Contracts
import EventLog
import Foundation
import WriteSide

/// `kinoteka verify`: whether what was derived is what the log says.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that derived data is what the log says.",
        discussion: "Example: kinoteka verify tables --data data",
        subcommands: [Tables.self]
    )

    struct Tables: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "tables",
            abstract: "Make the normalized tables again from the log and compare them row by row.",
            discussion: "Example: kinoteka verify tables --data data"
        )
        @OptionGroup var data: DataOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let folder = try data.folder()
            try folder.check()
            try FileManager.default.requireLog(folder)
            let line = ProgressLine("Replaying", unit: "events")
            let report = try await TablesVerifier(service: CatalogService(), folder: folder).verify {
                done,
                head in
                line.update(done: done.rawValue, of: head.rawValue)
            }
            line.finish()
            if output.json {
                JSONLine.print { writer in
                    writer.field("position", report.position.rawValue)
                    writer.field("rows", report.rows.values.reduce(0, +))
                    writer.field("count", report.count)
                    writer.field("differences", report.differences.map(\.description))
                }
            } else {
                for difference in report.differences { Console.line(difference.description) }
                let rows = report.rows.values.reduce(0, +)
                Console.line(
                    report.count == 0
                        ? "\(rows) rows are what the log says at position \(report.position)."
                        : "\(report.count) differences at position \(report.position)."
                )
            }
            if report.count > 0 { throw ExitCode(1) }
        }
    }
}
