import JSONKit
import NIOCore
import NIOPosix

/// One TCP connection on which a test sends whatever bytes it likes and reads what comes back.
struct Wire {
    /// One HTTP answer.
    struct Answer {
        let status: Int
        /// In their order; names in lower case.
        let headers: [(name: String, value: String)]
        let body: [UInt8]

        func header(_ name: String) -> String? { headers.first { $0.name == name.lowercased() }?.value }

        var text: String { String(decoding: body, as: UTF8.self) }
        /// The body as JSON; `null` where it is none.
        var json: JSONValue { (try? JSONValue(parsing: body)) ?? .null }
    }

    struct NoAnswer: Error {
        let bytes: String
    }

    private let channel: any Channel
    private var incoming: AsyncStream<ByteBuffer>.Iterator
    private var buffer: [UInt8] = []

    /// - Parameter reads: Without it, whatever the server sends stays in the system's buffers.
    static func open(port: Int, reads: Bool = true) async throws -> Wire {
        let (stream, continuation) = AsyncStream.makeStream(of: ByteBuffer.self)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: reads)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Collector(continuation))
                }
            }
            .connect(host: "127.0.0.1", port: port)
            .get()
        return Wire(channel: channel, incoming: stream.makeAsyncIterator())
    }

    /// Whether neither side has closed the connection.
    var isOpen: Bool { channel.isActive }

    func send(_ text: String) async throws {
        try await send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    /// Says that nothing more will come, and goes on listening.
    func endSending() async throws {
        try await channel.close(mode: .output)
    }

    /// Hangs up.
    func close() async {
        try? await channel.close()
    }

    /// The next answer, past any `100 Continue`.
    mutating func answer(toHead: Bool = false) async throws -> Answer {
        while true {
            let (status, headers) = try await head()
            if status == 100 { continue }
            let header = { (name: String) in headers.first { $0.name == name }?.value }
            if toHead || status == 204 || status == 304 {
                return Answer(status: status, headers: headers, body: [])
            }
            if header("transfer-encoding") == "chunked" {
                return Answer(status: status, headers: headers, body: try await chunks())
            }
            let length = header("content-length").flatMap { Int($0) } ?? 0
            return Answer(status: status, headers: headers, body: try await take(length))
        }
    }

    /// Sends and reads the answer.
    mutating func ask(_ text: String) async throws -> Answer {
        try await send(text)
        return try await answer()
    }

    /// The status of the next head, which may be 100.
    mutating func head() async throws -> (status: Int, headers: [(name: String, value: String)]) {
        let lines = String(decoding: try await take(through: "\r\n\r\n"), as: UTF8.self)
            .split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count > 1, let status = Int(words[1]) else { throw NoAnswer(bytes: lines.description) }
        let headers = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return (line[..<colon].lowercased(), String(value))
        }
        return (status, headers)
    }

    /// Everything up to the connection's end.
    mutating func rest() async -> [UInt8] {
        while let more = await incoming.next() { buffer += Array(more.readableBytesView) }
        defer { buffer = [] }
        return buffer
    }

    private mutating func chunks() async throws -> [UInt8] {
        var body: [UInt8] = []
        while true {
            let line = String(decoding: try await take(through: "\r\n").dropLast(2), as: UTF8.self)
            guard let size = Int(line, radix: 16) else { throw NoAnswer(bytes: line) }
            body += try await take(size)
            _ = try await take(2)
            if size == 0 { return body }
        }
    }

    private mutating func take(_ count: Int) async throws -> [UInt8] {
        while buffer.count < count { try await more() }
        defer { buffer.removeFirst(count) }
        return Array(buffer.prefix(count))
    }

    /// The bytes up to and with a mark.
    mutating func take(through end: String) async throws -> [UInt8] {
        let end = Array(end.utf8)
        while true {
            if let range = buffer.firstRange(of: end) { return try await take(range.upperBound) }
            try await more()
        }
    }

    private mutating func more() async throws {
        guard let more = await incoming.next() else {
            throw NoAnswer(bytes: String(decoding: buffer, as: UTF8.self))
        }
        buffer += Array(more.readableBytesView)
    }
}

/// Hands on what comes in, until the connection ends.
private final class Collector: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let continuation: AsyncStream<ByteBuffer>.Continuation

    init(_ continuation: AsyncStream<ByteBuffer>.Continuation) {
        self.continuation = continuation
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        continuation.yield(unwrapInboundIn(data))
    }

    func channelInactive(context: ChannelHandlerContext) {
        continuation.finish()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A reset is an end like any other.
        context.close(promise: nil)
    }
}
