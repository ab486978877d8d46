import ArgumentParser
import ReadAPI

/// How much memory encoded documents may take.
struct CacheOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Memory for documents that were asked for before (default 48; 0 for none).",
            valueName: "mib"
        )
    )
    var cache: String?

    func make(_ settings: Settings) throws -> DocumentCache {
        let text = settings.value(.cache, flag: cache) ?? "48"
        guard let size = Int(text), (0...65_536).contains(size) else {
            throw CommandFailure.usage("--cache must be a number of MiB from 0 to 65536, not \"\(text)\".")
        }
        return DocumentCache(bytes: size << 20)
    }
}
