import ArgumentParser
import JSONKit
import Projection

extension ProjectionsCommand {
    struct Rebuild: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rebuild",
            abstract: "Make a read model again from the log beside the live one, then switch.",
            discussion: """
                Readers notice nothing. The old collection stays for `rollback` until `drop`.
                Examples:
                  kinoteka projections rebuild movies --data data
                  kinoteka projections rebuild movies --key 42 --data data
                """
        )
        @OptionGroup var projection: ProjectionArgument
        @OptionGroup var data: DataOptions
        @OptionGroup var output: OutputOptions
        @Option(name: .long, help: ArgumentHelp("Only this document.", valueName: "id"))
        var key: String?
        @Option(
            name: .long,
            help: "MiB of documents in memory at most; where it is little, more is read twice."
        )
        var budget: Int?

        func validate() throws {
            if let budget, !(1...1_000_000).contains(budget) {
                throw ValidationError("--budget must be from 1 to 1,000,000 MiB.")
            }
        }

        func run() async throws {
            if let key { return try await rebuildDocument(DocumentKey(text: key)) }
            let line = ProgressLine("Rebuilding \(projection.name)", unit: "events")
            let report = try await projection.withOperations(data) { operations in
                try await operations.rebuild(projection.name, budget: budget.map { $0 << 20 }) { progress in
                    line.update(
                        done: progress.events,
                        of: progress.eventsTotal,
                        phase: progress.phase.rawValue
                    )
                }
            }
            line.finish()
            let text =
                "\(report.projection) is read from \(report.collection) now: \(report.documents) documents from "
                + "\(report.events) events in \(seconds(report.totalSeconds)) s"
                + (report.parked > 0 ? ", \(report.parked) events are parked." : ".")
            output.print(text) { writer in
                writer.field("projection", report.projection)
                writer.field("collection", report.collection)
                writer.field("previous", report.previous)
                writer.field("events", report.events)
                writer.field("documents", report.documents)
                writer.field("passes", report.passes)
                writer.field("reread", report.reread)
                writer.field("parked", report.parked)
                writer.field("seconds", report.totalSeconds)
                writer.field("documents_per_second", report.documentsPerSecond)
                for phase in RebuildProgress.Phase.allCases {
                    writer.key("seconds_\(phase.rawValue)")
                    writer.double(((report.seconds[phase] ?? 0) * 1_000).rounded() / 1_000)
                }
            }
        }

        private func rebuildDocument(_ key: DocumentKey) async throws {
            let report = try await projection.withOperations(data) {
                try await $0.rebuild(projection.name, key: key)
            }
            RepairOutput.print(report, projection.name, output)
            if !report.failing.isEmpty { throw ExitCode(1) }
        }

        private func seconds(_ value: Double) -> Double { (value * 10).rounded() / 10 }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Compare every stored document with the fold of the log, byte by byte.",
            discussion: """
                Works beside a running server. Exit code 1 when anything differs and was not repaired.
                Example: kinoteka projections verify movies --repair --data data
                """
        )
        @OptionGroup var projection: ProjectionArgument
        @OptionGroup var data: DataOptions
        @OptionGroup var output: OutputOptions
        @Flag(name: .long, help: "Put the documents right that are wrong.")
        var repair = false

        func run() async throws {
            let line = ProgressLine("Verifying \(projection.name)", unit: "events")
            let report = try await projection.withOperations(data) { operations in
                try await operations.verify(projection.name, repair: repair) { progress in
                    line.update(
                        done: progress.events,
                        of: progress.eventsTotal,
                        phase: progress.phase.rawValue
                    )
                }
            }
            line.finish()
            VerifyOutput.print(report, json: output.json)
            let wrong = report.missing + report.extra + report.different
            if wrong > report.repaired { throw ExitCode(1) }
        }
    }
}
