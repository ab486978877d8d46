public import HTTPTypes
public import HummingbirdCore
public import Logging
public import NIOCore

/// One request on its way through a handler.
public struct Call: Sendable {
    public let request: Request
    /// The route that was found.
    public let route: Route
    /// Names the request in logs, in answers and in the log of events.
    public let requestID: String
    let parameters: PathParameters
    let baseLogger: Logger
    let isContinueExpected: Bool
    let sendContinue: @Sendable () async throws -> Void

    public var headers: HTTPFields { request.head.headerFields }

    /// A logger that adds the request's identifier.
    public var logger: Logger {
        var logger = baseLogger
        logger[metadataKey: "request_id"] = .string(requestID)
        return logger
    }

    /// The text of a `{name}` in the route's path, without percent escapes.
    public func parameter(_ name: String) -> String {
        parameters[name] ?? ""
    }

    /// A `{name}` that is an entity's number; anything else is a thing that does not exist.
    ///
    /// - Parameter thing: What it is, such as `movie`, for the sentence.
    public func identifier(_ name: String, of thing: String) throws(Problem) -> Int64 {
        let text = parameter(name)
        guard text.utf8.count <= 19, text.utf8.allSatisfy({ (48...57).contains($0) }), text.utf8.first != 48,
            let number = Int64(text)
        else { throw Problem(.notFound, "There is no \(thing) \"\(text.prefix(100))\".") }
        return number
    }

    /// The whole body, at most as large as the route's limit.
    ///
    /// - Throws: ``Problem`` 413 when it is larger, 400 when its end did not come.
    public func body() async throws -> ByteBuffer {
        let limit = route.body?.limit ?? 0
        let announced = try announcedLength()
        guard announced ?? 0 <= limit else { throw Self.tooLarge(limit) }
        if isContinueExpected { try await sendContinue() }
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw Self.tooLarge(limit)
        } catch is IOError {
            throw Self.cutOff
        } catch is ChannelError {
            throw Self.cutOff
        }
        // Hummingbird takes the end of the connection for the end of the body.
        guard announced ?? buffer.readableBytes == buffer.readableBytes else { throw Self.cutOff }
        return buffer
    }

    /// The body as it comes in, without a limit on its whole; ``NIOAsyncChannel``'s back pressure bounds what waits.
    public func streamedBody() async throws -> RequestBody {
        let limit = route.body?.limit ?? 0
        guard try announcedLength() ?? 0 <= limit else { throw Self.tooLarge(limit) }
        if isContinueExpected { try await sendContinue() }
        return request.body
    }

    /// What nobody will read, since the connection is gone; it stands in the metrics.
    static let cutOff = Problem(.malformedRequest, "The connection ended before the body did.")

    static func tooLarge(_ limit: Int) -> Problem {
        Problem(.bodyTooLarge, "The body may have at most \(limit) bytes.", headers: [.connection: "close"])
    }

    private func announcedLength() throws(Problem) -> Int? {
        guard let text = headers[.contentLength] else { return nil }
        guard let length = Int(text), length >= 0 else {
            throw Problem(.malformedRequest, "Content-Length is not a number.")
        }
        return length
    }
}
