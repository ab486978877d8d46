import ArgumentParser
import Contracts
import Projection

/// `kinoteka dead-letters`: events that could not be applied.
struct DeadLettersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead-letters",
        abstract: "List and retry the events that could not be applied.",
        discussion: "Example: kinoteka dead-letters list --data data",
        subcommands: [List.self, Retry.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Print the parked events with their errors.",
            discussion: "Example: kinoteka dead-letters list --data data"
        )
        @OptionGroup var data: DataOptions
        @OptionGroup var manifests: ManifestOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let letters = try await CatalogProjections.withOperations(data, manifests: manifests.projections)
            {
                try await $0.deadLetters()
            }
            for letter in letters {
                let text =
                    "\(letter.projection) \(letter.key?.description ?? letter.stream): \(letter.log):\(letter.position) "
                    + "\(letter.type): \(letter.error ?? "waits behind an earlier one")"
                output.print(text) {
                    $0.field("projection", letter.projection)
                    $0.field("key", letter.key?.description)
                    $0.field("stream", letter.stream)
                    $0.field("log", letter.log.rawValue)
                    $0.field("position", letter.position.rawValue)
                    $0.field("type", letter.type)
                    $0.field("error", letter.error)
                    $0.field("parked_at", letter.parkedAt)
                }
            }
            if letters.isEmpty, !output.json { Console.line("No event is parked.") }
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "retry",
            abstract: "Apply the parked events again, in order, after their cause was mended.",
            discussion: "Example: kinoteka dead-letters retry --data data"
        )
        @OptionGroup var data: DataOptions
        @OptionGroup var manifests: ManifestOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let reports = try await CatalogProjections.withOperations(data, manifests: manifests.projections)
            {
                try await $0.retryDeadLetters()
            }
            var allHealed = true
            for report in reports {
                let failing = report.failing.map(\.description) + report.unreadable
                allHealed = allHealed && failing.isEmpty
                var text = "\(report.projection): \(report.documents) documents folded anew"
                text += failing.isEmpty ? "." : ", still failing: \(failing.joined(separator: ", "))."
                output.print(text) {
                    $0.field("projection", report.projection)
                    $0.field("documents", report.documents)
                    $0.field("failing", failing)
                }
            }
            if reports.isEmpty, !output.json { Console.line("No event is parked.") }
            if !allHealed { throw ExitCode(1) }
        }
    }
}
