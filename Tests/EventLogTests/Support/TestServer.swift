import Contracts
import EventLog
import Foundation
import JSONKit
import NIOCore
import NIOHTTP1
import NIOPosix

/// A small HTTP server that answers as the log's route does, with the same shared types.
final class TestServer: Sendable {
    private let channel: any Channel

    var url: String { "http://127.0.0.1:\(channel.localAddress?.port ?? 0)" }

    init(_ feed: any EventFeed, token: String) async throws {
        channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Handler(feed, token))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    func close() async throws { try await channel.close() }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let feed: any EventFeed
        private let token: String

        init(_ feed: any EventFeed, _ token: String) {
            self.feed = feed
            self.token = token
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .head(let head) = unwrapInboundIn(data) else { return }
            Self.startResponse(to: head, on: context.channel, feed, token)
        }

        private static func startResponse(
            to head: HTTPRequestHead,
            on channel: any Channel,
            _ feed: any EventFeed,
            _ token: String
        ) {
            Task { await respond(to: head, on: channel, feed, token) }
        }

        private static func respond(
            to head: HTTPRequestHead,
            on channel: any Channel,
            _ feed: any EventFeed,
            _ token: String
        ) async {
            let (status, position, body) = await answer(head, feed, token)
            var headers = HTTPHeaders([("Content-Length", "\(body.count)")])
            if let position { headers.add(name: "Kinoteka-Position", value: "\(position)") }
            let response = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
            channel.write(HTTPServerResponsePart.head(response), promise: nil)
            channel.write(HTTPServerResponsePart.body(.byteBuffer(ByteBuffer(bytes: body))), promise: nil)
            try? await channel.writeAndFlush(HTTPServerResponsePart.end(nil))
        }

        private static func answer(
            _ head: HTTPRequestHead,
            _ feed: any EventFeed,
            _ token: String
        ) async -> (HTTPResponseStatus, LogPosition?, [UInt8]) {
            guard head.headers.first(name: "Authorization") == "Bearer \(token)" else {
                return (.unauthorized, nil, [])
            }
            guard let url = URLComponents(string: head.uri), url.path == "/logs/\(feed.log)/events" else {
                return (.notFound, nil, [])
            }
            let errors = FieldErrors()
            let request = FeedRequest(
                log: feed.log,
                parameter: { name in url.queryItems?.first { $0.name == name }?.value },
                errors: errors
            )
            guard errors.isEmpty, let answer = try? await feed.answer(request) else {
                return (.serviceUnavailable, nil, [])
            }
            return (.ok, LogPosition(log: feed.log, position: answer.head), answer.body)
        }
    }
}
