import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOHTTP1
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// Keeps one connection within its bounds: how many there are, how slow a client may be, and how a connection ends.
///
/// What cannot be read as HTTP, or comes too slowly, is answered with a problem document here, since no handler ever
/// sees it. A connection that ends before its request has been read is closed in two steps (half-close, read the rest
/// away, close), since closing at once would make the system throw away the answer that is still under way.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let connections: OpenConnections
    private let lingerTimeout: TimeAmount
    private var state: ConnectionState
    private var isCounted = false
    /// Whether this handler has had the last word; nothing goes through any more.
    private var isEnding = false
    private var endsAfterAnswer = false
    /// What the client gets once its earlier requests are answered.
    private var finalProblem: Problem?
    private var timer: Scheduled<Void>?

    init(_ configuration: HTTPServerConfiguration, connections: OpenConnections) {
        self.connections = connections
        lingerTimeout = TimeAmount(configuration.lingerTimeout)
        let limits = ConnectionState.Limits(
            idle: TimeAmount(configuration.idleTimeout),
            body: TimeAmount(configuration.bodyTimeout),
            bodyRate: configuration.minimumBodyRate,
            write: TimeAmount(configuration.writeTimeout)
        )
        state = ConnectionState(limits: limits, now: .now())
    }

    // MARK: Life

    func handlerAdded(context: ChannelHandlerContext) {
        let pipeline = context.pipeline.syncOperations
        guard let codec = try? pipeline.handler(type: HTTP1ToHTTPServerCodec.self) else { return }
        try? pipeline.addHandler(OldRequests(), position: .before(codec))
    }

    func channelActive(context: ChannelHandlerContext) {
        isCounted = connections.add(context.channel)
        context.fireChannelActive()
        if isCounted {
            lookLater(context)
        } else {
            end(context, with: .retry(.busy, after: 1, "There are too many connections."))
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        if isCounted { connections.remove(context.channel) }
        isCounted = false
        context.fireChannelInactive()
    }

    // MARK: In

    func read(context: ChannelHandlerContext) {
        state.reading(now: .now())
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isEnding { return }
        switch unwrapInboundIn(data) {
        case .head:
            state.requestBegan()
        case .body(let buffer):
            guard state.bodyCame(buffer.readableBytes, now: .now()) else { return close(context) }
        case .end:
            state.requestEnded(now: .now())
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // Nobody else asks for the rest that is thrown away.
        if isEnding { context.read() }
        context.fireChannelReadComplete()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isEnding, error is HTTPParserError || error is HTTP1TypeConversionError else {
            context.fireErrorCaught(error)
            return
        }
        let problem = Problem(unreadable: error)
        if state.unanswered > 0, !state.isReadingRequest {
            finalProblem = problem
            context.fireErrorCaught(error)
        } else {
            end(context, with: problem)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if isEnding, case ChannelEvent.inputClosed = event {
            context.close(promise: nil)
        }
        context.fireUserInboundEventTriggered(event)
    }

    // MARK: Out

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if isEnding {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(let head):
            if head.status.kind != .informational {
                state.answerBegan()
                if head.headerFields[.connection] == "close" { endsAfterAnswer = true }
            }
            context.write(data, promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            state.answerEnded(now: .now())
            if endsAfterAnswer {
                isEnding = true
                context.writeAndFlush(data, promise: promise)
                close(context)
            } else {
                context.write(data, promise: promise)
                if let finalProblem, state.unanswered == 0 { end(context, with: finalProblem) }
            }
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        state.writabilityChanged(context.channel.isWritable, now: .now())
        context.fireChannelWritabilityChanged()
    }

    // MARK: The end

    private func lookLater(_ context: ChannelHandlerContext) {
        let next = state.nextLook(now: .now())
        timer = context.eventLoop.assumeIsolated().scheduleTask(deadline: next) { self.look(context) }
    }

    private func look(_ context: ChannelHandlerContext) {
        guard !isEnding else { return }
        switch state.expired(now: .now()) {
        case nil:
            lookLater(context)
        case .idle, .slowReader:
            isEnding = true
            context.close(promise: nil)
        case .slowBody:
            end(
                context,
                with: Problem(.requestTimeout, "The body came too slowly; the connection was closed.")
            )
        }
    }

    /// Writes a problem where the handler's answer would stand, when that has not begun, and closes the connection.
    private func end(_ context: ChannelHandlerContext, with problem: Problem) {
        guard !isEnding else { return }
        isEnding = true
        if state.canAnswerInstead {
            let response = problem.response()
            var head = response.head
            head.headerFields[.connection] = "close"
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.write(wrapOutboundOut(.body(problem.document())), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            close(context)
        } else {
            context.close(promise: nil)
        }
        // Whoever waits for the body must not take its absence for its end.
        context.fireErrorCaught(ChannelError.inputClosed)
    }

    private func close(_ context: ChannelHandlerContext) {
        isEnding = true
        timer?.cancel()
        context.close(mode: .output, promise: nil)
        context.read()
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: lingerTimeout) {
            context.close(promise: nil)
        }
    }
}

extension Problem {
    /// What a client is told whose bytes are no HTTP request.
    fileprivate init(unreadable error: any Error) {
        switch error as? HTTPParserError {
        case .headerOverflow:
            self.init(.headersTooLarge, "The head of the request is larger than this server takes.")
        case .invalidEOFState:
            self.init(.malformedRequest, "The connection ended before the request did.")
        case let error?:
            self.init(.malformedRequest, "The bytes are not an HTTP/1.1 request (\(error)).")
        case nil:
            self.init(.malformedRequest, "The bytes are not an HTTP/1.1 request.")
        }
    }
}
