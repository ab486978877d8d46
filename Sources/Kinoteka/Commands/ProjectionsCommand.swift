import ArgumentParser
import Projection

/// `kinoteka projections`: watching and making the read models.
struct ProjectionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "projections",
        abstract: "List, check, rebuild, verify and read the read models.",
        discussion: """
            Examples:
              kinoteka projections list --data data
              kinoteka projections rebuild movies --data data
            """,
        subcommands: [
            List.self, Check.self, Rebuild.self, Verify.self, Cancel.self, Rollback.self, Drop.self,
            Show.self,
        ]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list",
            abstract: "Print every read model's state, checkpoint and lag.",
            discussion: "Example: kinoteka projections list --data data"
        )
        @OptionGroup var data: DataOptions
        @OptionGroup var manifests: ManifestOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let statuses = try await CatalogProjections.withOperations(data, manifests: manifests.projections)
            {
                try await $0.list()
            }
            StatusOutput.print(statuses, json: output.json)
        }
    }

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Print every difference between manifests, code and database.",
            discussion: "Example: kinoteka projections check --data data"
        )
        @OptionGroup var data: DataOptions
        @OptionGroup var manifests: ManifestOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let findings = try await CatalogProjections.withOperations(data, manifests: manifests.projections)
            {
                try await $0.check()
            }
            for finding in findings {
                if output.json {
                    JSONLine.print {
                        $0.field("projection", finding.projection)
                        $0.field("message", finding.message)
                    }
                } else {
                    Console.line(finding.description)
                }
            }
            guard findings.isEmpty else { throw ExitCode(1) }
            if !output.json { Console.line("Manifests, code and database agree.") }
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "cancel",
            abstract: "Stop a rebuild that runs; the live model stays as it is.",
            discussion: "Example: kinoteka projections cancel movies --data data"
        )
        @OptionGroup var projection: ProjectionArgument
        @OptionGroup var data: DataOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let wasRunning = try await projection.withOperations(data) {
                try await $0.cancel(projection.name)
            }
            guard wasRunning else { throw CommandFailure.failed("No rebuild of \(projection.name) runs.") }
            output.print("The rebuild of \(projection.name) was asked to stop.") {
                $0.field("projection", projection.name)
                $0.field("cancelled", true)
            }
        }
    }

    struct Rollback: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "rollback",
            abstract: "Go back to the collection that was active before the last rebuild.",
            discussion: "Example: kinoteka projections rollback movies --data data"
        )
        @OptionGroup var projection: ProjectionArgument
        @OptionGroup var data: DataOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let model = try await projection.withOperations(data) { try await $0.rollback(projection.name) }
            output.print("\(projection.name) is read from \(model.collection) again.") {
                $0.field("projection", projection.name)
                $0.field("collection", model.collection)
            }
        }
    }

    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "drop",
            abstract: "Drop the collections that are kept for a rollback.",
            discussion: "Example: kinoteka projections drop movies --data data"
        )
        @OptionGroup var projection: ProjectionArgument
        @OptionGroup var data: DataOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let dropped = try await projection.withOperations(data) { try await $0.drop(projection.name) }
            let text =
                dropped.isEmpty ? "There was nothing to drop." : "Dropped \(dropped.joined(separator: ", "))."
            output.print(text) {
                $0.field("projection", projection.name)
                $0.field("dropped", dropped)
            }
        }
    }
}

/// Where manifests come from.
struct ManifestOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Manifests to use instead of the built-in ones.", valueName: "folder")
    )
    var projections: String?
}

extension ProjectionArgument {
    /// Refuses an unknown name at once, then runs `body` with the operations.
    func withOperations<Result>(
        _ data: DataOptions,
        _ body: (ProjectionOperations) async throws -> Result
    ) async throws -> Result {
        try CatalogProjections.check(name, manifests: projections, data)
        return try await CatalogProjections.withOperations(data, manifests: projections, body)
    }
}
