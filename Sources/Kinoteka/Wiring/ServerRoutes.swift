import CommandAPI
import HTTPKit
import ReadAPI

/// All routes of a process, with its health, metrics and OpenAPI document.
struct ServerRoutes {
    let all: [Route]

    /// - Parameters:
    ///   - reads: the read side, where this process has it.
    ///   - commands: the write side, where this process has it.
    ///   - logs: the feeds that other machines follow, where this process has them.
    init(
        reads: ReadAPI? = nil,
        commands: CommandAPI? = nil,
        logs: LogRoutes? = nil,
        metrics: Metrics,
        checks: [HealthCheck]
    ) {
        var routes = (reads?.routes ?? []) + (commands?.routes ?? []) + (logs?.routes ?? [])
        routes += OperationRoutes.routes(metrics: metrics, checks: checks)
        var schemas = reads == nil ? [:] : ReadAPI.schemas
        if commands != nil { schemas.merge(CommandAPI.schemas) { first, _ in first } }
        let document = OpenAPIDocument(title: "Kinoteka", version: BuildVersion.current, schemas: schemas)
        all = routes + [document.route(for: routes)]
    }
}
