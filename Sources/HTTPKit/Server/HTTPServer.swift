import HummingbirdCore
public import Logging
public import NIOCore
public import NIOPosix
public import ServiceLifecycle

/// An HTTP server of some routes.
///
/// Give it to a `ServiceGroup`: on a graceful shutdown it accepts nothing more, closes idle connections, lets requests
/// that are under way finish for ``HTTPServerConfiguration/drainTimeout``, and then ends them.
///
/// ```swift
/// let server = HTTPServer(routes: routes, token: token, metrics: metrics, logger: logger) { address in
///     print("http://\(address)")
/// }
/// ```
public struct HTTPServer: Service {
    private let configuration: HTTPServerConfiguration
    private let responder: HTTPResponder
    private let connections: OpenConnections
    private let group: any EventLoopGroup
    private let logger: Logger
    private let onListening: @Sendable (ListenAddress) async -> Void

    /// - Parameters:
    ///   - token: What routes with ``Route/Access/token`` ask for; without one they answer 503.
    ///   - group: The event loops on which connections *and handlers* run.
    ///   - observer: For tests: hears of every answer's route and status.
    ///   - onListening: Is told where the server listens once it does.
    public init(
        routes: [Route],
        token: BearerToken? = nil,
        metrics: Metrics,
        configuration: HTTPServerConfiguration = HTTPServerConfiguration(),
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        logger: Logger,
        observer: (@Sendable (Route, Int) -> Void)? = nil,
        onListening: @escaping @Sendable (ListenAddress) async -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.group = group
        self.logger = logger
        self.onListening = onListening
        let connections = OpenConnections(limit: configuration.maximumConnections)
        self.connections = connections
        responder = HTTPResponder(
            routes: routes,
            token: token,
            metrics: metrics,
            logger: logger,
            observer: observer
        )
        metrics.collect {
            [
                MetricFamily(
                    .gauge,
                    "kinoteka_http_connections",
                    "Open connections.",
                    Double(connections.count)
                )
            ]
        }
    }

    /// Serves until a graceful shutdown or a cancellation.
    ///
    /// - Throws: ``HTTPServerError`` when it cannot listen.
    public func run() async throws {
        let executors = EventLoopExecutors(group)
        let server = try makeServer(executors)
        try await withTaskExecutorPreference(executors.first) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    do {
                        try await server.run()
                    } catch let error as IOError {
                        throw HTTPServerError(cannotListenAt: configuration.address, error)
                    } catch let error as SocketAddressError {
                        throw HTTPServerError(cannotListenAt: configuration.address, error)
                    }
                }
                group.addTask { try await endLateRequests() }
                defer { group.cancelAll() }
                try await group.next()
                group.cancelAll()
                connections.closeAll()
            }
        }
    }

    /// Returns when requests had their time to finish after a graceful shutdown began.
    private func endLateRequests() async throws {
        try await gracefulShutdown()
        try await Task.sleep(for: configuration.drainTimeout)
        logger.warning("requests were still under way when the server stopped; they were ended")
    }

    private func makeServer(_ executors: EventLoopExecutors) throws -> any Service {
        let responder = responder
        let builder = HTTPServerBuilder { [configuration, connections] respond in
            EventLoopHTTPChannel(
                base: HTTP1Channel(
                    responder: respond,
                    configuration: .init(
                        additionalChannelHandlers: [ConnectionGuard(configuration, connections: connections)],
                        idleTimeout: nil,
                        httpDecoderConfiguration: .init(
                            maxHeaderFieldSize: configuration.maximumHeaderBytes / 2,
                            maxHeaderListSize: configuration.maximumHeaderBytes,
                            maxHeaderFieldCount: configuration.maximumHeaderCount
                        )
                    )
                ),
                executors: executors
            )
        }
        var quiet = logger
        // Hummingbird logs every start; where the server listens is the caller's to say.
        quiet.logLevel = max(.warning, logger.logLevel)
        return try builder.buildServer(
            configuration: ServerConfiguration(
                address: .hostname(configuration.address.host, port: configuration.address.port),
                backlog: configuration.backlog
            ),
            eventLoopGroup: group,
            logger: quiet,
            responder: { request, writer, channel in
                try await responder.respond(to: request, writer, on: channel)
            },
            onServerRunning: { [onListening, configuration] channel in
                await onListening(
                    ListenAddress(
                        host: configuration.address.host,
                        port: channel.localAddress?.port ?? configuration.address.port
                    )
                )
            }
        )
    }
}
