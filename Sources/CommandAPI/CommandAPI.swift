public import CatalogService
public import HTTPKit
public import WriteSide

/// The HTTP routes of the write side: one per command on one entity, and `/api/commands` for many at once.
///
/// Every route needs the editors' token. What a command may be is the service's business; here it gets its envelope
/// and its answer.
///
/// ```swift
/// let commands = CommandAPI(writer: writer, metrics: metrics)
/// let server = HTTPServer(routes: commands.routes, token: token, metrics: metrics, logger: logger)
/// ```
public struct CommandAPI: Sendable {
    private let gate: CommandGate

    /// - Parameter actor: The name under which the log keeps whoever shows the token.
    public init(writer: ServiceWriter<CatalogService>, metrics: Metrics, actor: String = "editor") {
        gate = CommandGate(writer: writer, metrics: metrics, actor: actor)
    }

    public var routes: [Route] {
        MovieRoutes(gate: gate).routes
            + PersonRoutes(gate: gate).routes
            + ReferenceRoutes(gate: gate).routes
            + SearchPinRoutes(gate: gate).routes
            + [BatchRoute(gate: gate).route]
    }
}
