import ArgumentParser
import EventLog
import Foundation

/// `kinoteka write`: the write side alone.
struct WriteCommand: AsyncParsableCommand, ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "write",
        abstract: "Serve the command endpoints and the log alone.",
        discussion: "Example: kinoteka write --data data --listen 127.0.0.1:8081"
    )
    @OptionGroup var data: DataOptions
    @OptionGroup var server: ServerOptions

    func run() async throws {
        try await WriteRole(folder: try data.folder(), listen: try server.address(try data.settings())).run()
    }
}

/// `kinoteka project`: projectors alone.
struct ProjectCommand: AsyncParsableCommand, ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "project",
        abstract: "Run the projectors alone, on a log of this machine or of another one.",
        discussion: """
            Examples:
              kinoteka project --data data --mongo mongodb://127.0.0.1/kinoteka --listen 127.0.0.1:8082
              KINOTEKA_TOKEN=… kinoteka project --log-server http://127.0.0.1:8081 --mongo mongodb://127.0.0.1/kinoteka
            """
    )
    @OptionGroup var data: DataOptions
    @OptionGroup var server: ServerOptions
    @OptionGroup var manifests: ManifestOptions
    @Option(name: .long, help: ArgumentHelp("The MongoDB to fill.", valueName: "uri"))
    var mongo: String?
    @Option(
        name: .long,
        help: ArgumentHelp("Follow the log of this server instead of a folder.", valueName: "url")
    )
    var logServer: String?

    func run() async throws {
        let settings = try data.settings()
        guard let mongo = settings.value(.mongo, flag: mongo) else {
            throw CommandFailure.usage("Name the MongoDB to fill with --mongo.")
        }
        let source: ProjectRole.Source
        if let logServer {
            guard let token = ProcessInfo.processInfo.environment["KINOTEKA_TOKEN"] else {
                throw CommandFailure.usage("Set KINOTEKA_TOKEN to the token of \(logServer).")
            }
            source = .server(url: logServer, token: token)
        } else {
            let folder = try data.folder()
            try folder.check()
            try FileManager.default.requireLog(folder)
            source = .folder(folder)
        }
        let manifests = try Resources.manifests(settings.value(.projections, flag: manifests.projections))
        try await ProjectRole(
            source: source,
            mongo: mongo,
            manifests: manifests,
            listen: try server.address(settings)
        ).run()
    }
}

/// `kinoteka read`: the read API alone.
struct ReadCommand: AsyncParsableCommand, ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Serve the read API alone.",
        discussion: "Example: kinoteka read --mongo mongodb://127.0.0.1/kinoteka --listen 127.0.0.1:8083"
    )
    @OptionGroup var server: ServerOptions
    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var cache: CacheOptions
    @Option(name: .long, help: ArgumentHelp("The MongoDB to read.", valueName: "uri"))
    var mongo: String?

    func run() async throws {
        let settings = try Settings(dataFolder: nil)
        guard let mongo = settings.value(.mongo, flag: mongo) else {
            throw CommandFailure.usage("Name the MongoDB to read with --mongo.")
        }
        let manifests = try Resources.manifests(settings.value(.projections, flag: manifests.projections))
        try await ReadRole(
            mongo: mongo,
            manifests: manifests,
            cache: try cache.make(settings),
            listen: try server.address(settings)
        ).run()
    }
}
