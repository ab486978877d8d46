import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Leads a request to its route's handler, and whatever comes out of it back to the client.
struct HTTPResponder: Sendable {
    private let routes: [Route]
    private let table: RouteTable
    private let routeMetrics: [RouteMetrics]
    private let unroutedMetrics: RouteMetrics
    private let token: BearerToken?
    private let logger: Logger
    private let identifiers = RequestIDs()
    private let date = DateHeader()
    private let observer: (@Sendable (Route, Int) -> Void)?

    /// - Parameter observer: Hears of every answer's route and status; for tests that compare them with what the
    ///   route declares.
    init(
        routes: [Route],
        token: BearerToken?,
        metrics: Metrics,
        logger: Logger,
        observer: (@Sendable (Route, Int) -> Void)? = nil
    ) {
        self.routes = routes
        self.token = token
        self.logger = logger
        self.observer = observer
        table = RouteTable(routes)
        routeMetrics = routes.map { RouteMetrics(method: $0.method.rawValue, route: $0.path, in: metrics) }
        unroutedMetrics = RouteMetrics(method: "", route: "", in: metrics)
    }

    /// Answers one request. Throws only when the connection is to be given up.
    func respond(to request: Request, _ writer: consuming ResponseWriter, on channel: any Channel)
        async throws
    {
        let began = ContinuousClock.now
        let identifier = identifiers.identifier(of: request.head.headerFields)
        let match = table.match(request.method, request.uri.path)
        var response: Response
        do {
            response = try await answer(match, request, identifier, channel)
        } catch let error as HTTPParserError {
            // The connection guard has answered this one.
            throw error
        } catch {
            response = refuse(error, request, identifier)
        }
        finish(&response, request, identifier)
        let status = response.status.code
        let failure: (any Error)?
        do {
            try await writer.write(response: response.head, body: response.body)
            failure = nil
        } catch {
            failure = error
        }
        let duration = ContinuousClock.now - began
        if case .found(let index, _) = match {
            routeMetrics[index].note(status: status, duration: duration)
            observer?(routes[index], status)
        } else {
            unroutedMetrics.note(status: status, duration: duration)
        }
        // A parser error must not reach the caller once the answer has begun: it would begin another one.
        if let failure { throw failure is HTTPParserError ? ChannelError.ioOnClosedChannel : failure }
    }

    private func answer(
        _ match: RouteTable.Match,
        _ request: Request,
        _ identifier: String,
        _ channel: any Channel
    ) async throws -> Response {
        switch match {
        case .found(let index, let parameters):
            let route = routes[index]
            if route.access == .token {
                guard let token else { throw Problem(.unavailable, "This server has no editors' token.") }
                try token.check(request.headers)
            }
            try checkMediaType(request, route)
            let call = Call(
                request: request,
                route: route,
                requestID: identifier,
                parameters: parameters,
                baseLogger: logger,
                isContinueExpected: Self.expectsContinue(request),
                sendContinue: {
                    try await channel.writeAndFlush(HTTPResponsePart.head(.init(status: .continue)))
                }
            )
            if request.uri.query != nil, !route.parameters.contains(where: { $0.place == .query }) {
                try QueryReader(call).finish()
            }
            return try await route.handler(call)
        case .otherMethods(let methods):
            if request.method == .options {
                var response = Response.empty()
                response.headers[.allow] = Self.list(methods)
                return response
            }
            throw Problem(
                .methodNotAllowed,
                "This URL takes \(Self.list(methods)).",
                headers: [.allow: Self.list(methods)]
            )
        case .nothing:
            throw Problem(.noSuchRoute, "/openapi.json lists what is served.")
        case .malformed:
            throw Problem(.malformedRequest, "The path is not UTF-8 in percent escapes.")
        }
    }

    private func refuse(_ error: any Error, _ request: Request, _ identifier: String) -> Response {
        var logger = logger
        logger[metadataKey: "request_id"] = .string(identifier)
        var response = Problem(error, logger: logger)
            .response(instance: request.uri.path, requestID: identifier)
        if Self.mayHaveMuchLeft(request) { response.headers[.connection] = "close" }
        return response
    }

    private func finish(_ response: inout Response, _ request: Request, _ identifier: String) {
        response.headers[.date] = date.now
        response.headers[.xRequestID] = identifier
        if request.headers[.connection]?.lowercased() == "close" { response.headers[.connection] = "close" }
        if request.method == .head { response = response.createHeadResponse() }
    }

    private func checkMediaType(_ request: Request, _ route: Route) throws(Problem) {
        guard let body = route.body, !body.mediaTypes.isEmpty else { return }
        let given = request.headers[.contentType]
        if let given {
            let type = given.prefix { $0 != ";" }.trimming { $0 == " " || $0 == "\t" }.lowercased()
            if body.mediaTypes.contains(type) { return }
        }
        throw Problem(
            .unsupportedMediaType,
            "Content-Type must be \(body.mediaTypes.joined(separator: " or "))"
                + (given.map { ", not \($0.prefix(100))." } ?? ".")
        )
    }

    private static func expectsContinue(_ request: Request) -> Bool {
        request.headers[.expect]?.lowercased() == "100-continue"
    }

    /// Whether reading away what a refused request may still send would be too much.
    private static func mayHaveMuchLeft(_ request: Request) -> Bool {
        if expectsContinue(request) || request.headers[.transferEncoding] != nil { return true }
        return (request.headers[.contentLength].flatMap { Int($0) } ?? 0) > 1 << 16
    }

    private static func list(_ methods: [HTTPRequest.Method]) -> String {
        methods.map(\.rawValue).joined(separator: ", ")
    }
}
