import ArgumentParser

/// `kinoteka up`: all roles in one process.
struct UpCommand: AsyncParsableCommand, ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Start everything: writer, projector, read API, and a private mongod.",
        discussion: """
            On the first start the folder is made, a token for editors is written into it, and the films of fixtures/
            are loaded. Ctrl-C ends everything that was started.
            Examples:
              kinoteka up --data data --listen 127.0.0.1:8080
              kinoteka up --data data --mongo mongodb://127.0.0.1:27017/kinoteka --no-fixtures
            """
    )
    @OptionGroup var data: DataOptions
    @OptionGroup var server: ServerOptions
    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var cache: CacheOptions
    @Option(name: .long, help: ArgumentHelp("Your own MongoDB instead of a private one.", valueName: "uri"))
    var mongo: String?
    @Flag(name: .long, help: "Do not load fixtures/ on the first start.")
    var noFixtures = false

    func run() async throws {
        let settings = try data.settings()
        let configuration = UpConfiguration(
            folder: try data.folder(),
            listen: try server.address(settings),
            mongo: settings.value(.mongo, flag: mongo),
            manifests: try Resources.manifests(settings.value(.projections, flag: manifests.projections)),
            loadsFixtures: !noFixtures,
            cache: try cache.make(settings)
        )
        try await AllRoles(configuration).run()
    }
}
