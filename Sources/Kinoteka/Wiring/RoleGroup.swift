import Logging
import ServiceLifecycle
import UnixSignals

/// Runs the services of a process until Ctrl-C or a termination signal, the first one longest.
enum RoleGroup {
    static func run(_ services: [ServiceGroupConfiguration.ServiceConfiguration]) async throws {
        // The group's own log lines are of no use to an operator.
        var logger = Logger(label: "kinoteka.services")
        logger.logLevel = .critical
        let configuration = ServiceGroupConfiguration(
            services: services,
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        try await ServiceGroup(configuration: configuration).run()
    }
}
