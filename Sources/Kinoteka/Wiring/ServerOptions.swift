import ArgumentParser
import HTTPKit

/// Where a server listens.
struct ServerOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Where to listen (default 127.0.0.1:8080).", valueName: "host:port")
    )
    var listen: String?

    func address(_ settings: Settings) throws -> ListenAddress {
        let text = settings.value(.listen, flag: listen) ?? "127.0.0.1:8080"
        guard let address = ListenAddress(text) else {
            throw CommandFailure.usage(
                "--listen must be an address and a port such as 127.0.0.1:8080, not \"\(text)\"."
            )
        }
        return address
    }
}
