import HTTPKit
import HTTPTypes
import HummingbirdCore
import JSONKit
import Logging
import NIOCore
import WriteSide

/// `POST /api/commands`: many commands in one request, one answer line each, in their order.
///
/// Request and answer are streams: lines are read while earlier ones are carried out, and never more than a few hundred
/// wait. A line that is wrong gets a problem as its answer, and the others go on.
struct BatchRoute {
    /// The largest body, in bytes.
    static let limit = 64 << 20
    private static let mediaType = "application/x-ndjson"
    /// Parts of a request that are carried out or answered at a time.
    private static let underway = 4

    let gate: CommandGate

    var route: Route {
        Route(
            .post,
            "/api/commands",
            "Carry out many commands",
            details: """
                One command per line: `{"command": "register-movie", …}` with the fields of the command, those that \
                stand in a REST path included (`id`, `code`, `credit_id`, `query`), and optionally `idempotency_key`. \
                One line comes back for each, in order: `{"line": 1, "status": 201, …}` with the receipt or the \
                problem. Blank lines are skipped. A line may have 1 MiB. Each command is accepted or refused on its \
                own. Answers are sent while the request is still being read, so read them while you write.
                """,
            tag: "Commands",
            access: .token,
            body: BodyDescription(
                [Self.mediaType],
                .ref("CommandLine"),
                limit: Self.limit,
                "Commands, one per line."
            ),
            answers: [
                AnswerDescription(
                    200,
                    mediaType: Self.mediaType,
                    .ref("CommandAnswer"),
                    "One line per command."
                )
            ]
        ) { [gate] call in
            let body = try await call.streamedBody()
            var response = Response(
                status: .ok,
                body: ResponseBody { writer in
                    try await Self.run(body, call, gate, &writer)
                    try await writer.finish(nil)
                }
            )
            response.headers[.contentType] = Self.mediaType
            return response
        }
    }

    private static func run(
        _ body: RequestBody,
        _ call: Call,
        _ gate: CommandGate,
        _ writer: inout any ResponseBodyWriter
    ) async throws {
        let queue = LineQueue()
        let (answers, answersIn) = AsyncStream<Task<ByteBuffer, Never>>.makeStream()
        let (room, roomIn) = AsyncStream<Void>.makeStream()
        for _ in 0..<underway { roomIn.yield() }
        async let end = read(body, into: queue)
        async let fed: Void = feed(queue, room, answersIn, call, gate)
        // Without a taker the others must not wait for ever.
        defer {
            queue.abandon()
            roomIn.finish()
        }
        for await part in answers {
            let lines = await part.value
            if lines.readableBytes > 0 { try await writer.write(lines) }
            roomIn.yield()
        }
        await fed
        if let (line, problem) = await end {
            var json = JSONWriter()
            json.problem(problem, line: line)
            try await writer.write(ByteBuffer(bytes: json.bytes))
        }
    }

    /// Reads the body to its end; gives what kept it from getting there, with the line's number.
    private static func read(_ body: RequestBody, into queue: LineQueue) async -> (Int, Problem)? {
        defer { queue.finish() }
        var splitter = LineSplitter(limit: BatchCommand.limit)
        var size = 0
        var line = 1
        do {
            for try await buffer in body {
                size += buffer.readableBytes
                guard size <= limit else {
                    return (
                        line,
                        Problem(
                            .bodyTooLarge,
                            "The body may have at most \(limit) bytes; the rest was not read."
                        )
                    )
                }
                let lines = splitter.take(buffer.readableBytesView)
                line += lines.count
                let wanted = lines.filter { !$0.isBlank }
                guard !wanted.isEmpty else { continue }
                guard await queue.put(wanted) else { return nil }
            }
        } catch {
            return (line, Problem(.malformedRequest, "The connection ended before the body did."))
        }
        if let last = splitter.finish(), !last.isBlank { _ = await queue.put([last]) }
        return nil
    }

    /// A line and the command in it.
    private struct ParsedLine: Sendable {
        let number: Int
        let command: Result<BatchCommand, Problem>
    }

    private static func parse(_ lines: ArraySlice<LineSplitter.Line>) -> [ParsedLine] {
        lines.map { line in
            ParsedLine(number: line.number, command: Result { () throws(Problem) in try BatchCommand(line) })
        }
    }

    /// Reads lines as commands and puts them into the writer's queue, while those before are carried out and answered: the
    /// writer never waits for a client that has more.
    private static func feed(
        _ queue: LineQueue,
        _ room: AsyncStream<Void>,
        _ answers: AsyncStream<Task<ByteBuffer, Never>>.Continuation,
        _ call: Call,
        _ gate: CommandGate
    ) async {
        defer { answers.finish() }
        var room = room.makeAsyncIterator()
        while let lines = await queue.take() {
            for chunk in lines.chunks(of: 512) {
                let parsed = parse(chunk)
                guard await room.next() != nil else { return }
                answers.yield(await begin(parsed, call, gate))
            }
        }
    }

    /// Returns when the commands have their place in the writer's queue, or were turned away.
    private static func begin(_ lines: [ParsedLine], _ call: Call, _ gate: CommandGate) async -> Task<
        ByteBuffer, Never
    > {
        let (queued, mark) = AsyncStream<Never>.makeStream()
        let task = Task {
            defer { mark.finish() }
            return await carryOut(lines, call, gate) { mark.finish() }
        }
        for await _ in queued {}
        return task
    }

    /// Carries out some commands and writes the lines' answers.
    private static func carryOut(
        _ lines: [ParsedLine],
        _ call: Call,
        _ gate: CommandGate,
        onQueued: @Sendable () -> Void
    ) async -> ByteBuffer {
        let commands = lines.compactMap { try? $0.command.get() }
        var receipts = await gate.submit(commands, correlationID: call.requestID, onQueued: onQueued)
            .makeIterator()
        var writer = JSONWriter(capacity: lines.count * 160)
        for line in lines {
            switch line.command {
            case .failure(let problem):
                writer.problem(problem, line: line.number)
            case .success:
                switch receipts.next() {
                case .success(let receipt): writer.receipt(receipt, line: line.number)
                case .failure(let error):
                    writer.problem(Problem(error, logger: call.logger), line: line.number)
                case nil:
                    writer.problem(Problem(.internalError, "The command got no answer."), line: line.number)
                }
            }
        }
        return ByteBuffer(bytes: writer.bytes)
    }
}

extension JSONWriter {
    fileprivate mutating func receipt(_ receipt: Receipt, line: Int) {
        beginObject()
        key("line")
        int(line)
        key("status")
        int(receipt.status)
        key("outcome")
        string(receipt.outcome.rawValue)
        receipt.writeMembers(to: &self)
        endObject()
        newline()
    }

    fileprivate mutating func problem(_ problem: Problem, line: Int) {
        beginObject()
        key("line")
        int(line)
        problem.writeMembers(to: &self)
        endObject()
        newline()
    }
}

extension Array {
    fileprivate func chunks(of size: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
    }
}
