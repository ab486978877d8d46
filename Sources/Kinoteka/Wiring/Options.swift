import ArgumentParser
import EventLog

/// Which data folder a command works on.
struct DataOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("The data folder.", valueName: "folder"))
    var data: String?

    /// The settings that go with the folder.
    func settings() throws -> Settings { try Settings(dataFolder: data) }

    /// The folder, which must be named somewhere.
    func folder() throws -> DataFolder {
        guard let path = try settings().value(.data, flag: data) else {
            throw CommandFailure.usage("Name the data folder with --data, or set KINOTEKA_DATA.")
        }
        return DataFolder(path: path)
    }
}

/// How a result is printed.
struct OutputOptions: ParsableArguments {
    @Flag(name: .long, help: "Print the result as JSON.")
    var json = false
}

/// Which projection a command is about.
struct ProjectionArgument: ParsableArguments {
    @Argument(help: "The projection, such as movies.")
    var name: String

    @Option(
        name: .long,
        help: ArgumentHelp("Manifests to use instead of the built-in ones.", valueName: "folder")
    )
    var projections: String?
}
