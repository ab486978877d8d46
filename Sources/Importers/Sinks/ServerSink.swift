public import AsyncHTTPClient
public import CatalogService
import JSONKit
import NIOCore
import NIOHTTP1

/// Imports through a running server: `POST /api/commands`, one command a line, one answer line for each.
public struct ServerSink: CommandSink {
    /// Bytes of one request, about; a larger batch is cut into several.
    private static let largestBody = 8 << 20
    private static let largestAnswer = 64 << 20

    private let server: String
    private let token: String
    private let client: HTTPClient

    /// - Parameters:
    ///   - server: where it listens, such as `http://127.0.0.1:8080`.
    ///   - token: the bearer token of its data folder.
    ///   - client: whose connections are used; the caller shuts it down.
    public init(server: String, token: String, client: HTTPClient = .shared) {
        self.server = server.hasSuffix("/") ? String(server.dropLast()) : server
        self.token = token
        self.client = client
    }

    public func prepare(_ films: [MovieImport]) async -> PreparedFilms {
        var prepared = PreparedFilms(films: films)
        var start = 0
        while start < films.count {
            var writer = JSONWriter(capacity: 1 << 20)
            var end = start
            while end < films.count, writer.bytes.count < Self.largestBody {
                films[end].writeCommand(to: &writer)
                writer.newline()
                end += 1
            }
            prepared.requests.append(PreparedFilms.Request(lines: writer.bytes, count: end - start))
            start = end
        }
        return prepared
    }

    public func submit(_ films: PreparedFilms) async throws -> [ImportOutcome] {
        var outcomes: [ImportOutcome] = []
        outcomes.reserveCapacity(films.films.count)
        for request in films.requests { outcomes += try await send(request.lines, count: request.count) }
        return outcomes
    }

    /// Sends commands until each has an answer that waiting would not change.
    private func send(_ lines: [UInt8], count: Int) async throws -> [ImportOutcome] {
        var patience = Patience()
        while true {
            let answer = try await post(lines)
            switch answer {
            case .answers(let outcomes):
                guard outcomes.count == count else {
                    throw ImportError(
                        .badAnswer,
                        "\(server) gave \(outcomes.count) answers to \(count) commands."
                    )
                }
                // A command that was turned away is sent again with its neighbours, to which that changes nothing.
                let complete = outcomes.compactMap(\.self)
                if complete.count == count { return complete }
                guard try await patience.wait(.seconds(1)) else { throw busy() }
            case .busy(let pause):
                guard try await patience.wait(pause) else { throw busy() }
            }
        }
    }

    private enum Answer {
        /// Nil where the server had no room for a command.
        case answers([ImportOutcome?])
        case busy(Duration)
    }

    private func post(_ lines: [UInt8]) async throws -> Answer {
        var request = HTTPClientRequest(url: server + "/api/commands")
        request.method = .POST
        request.headers.add(name: "Authorization", value: "Bearer \(token)")
        request.headers.add(name: "Content-Type", value: "application/x-ndjson")
        request.body = .bytes(ByteBuffer(bytes: lines))
        let status: UInt
        let retryAfter: Int64?
        let body: [UInt8]
        do {
            let response = try await client.execute(request, timeout: .seconds(120))
            let buffer = try await response.body.collect(upTo: Self.largestAnswer)
            status = response.status.code
            retryAfter = response.headers.first(name: "Retry-After").flatMap { Int64($0) }
            body = Array(buffer.readableBytesView)
        } catch let error as CancellationError {
            throw error
        } catch {
            try Task.checkCancellation()
            throw ImportError(.unavailable, "\(server) does not answer: \(error).")
        }
        switch status {
        case 200...299: return .answers(try outcomes(in: body))
        case 401, 403:
            throw ImportError(
                .unauthorized,
                "\(server) does not accept the token; take it from its data folder."
            )
        case 429, 503: return .busy(.seconds(retryAfter ?? 1))
        default:
            let text = String(decoding: body.prefix(500), as: UTF8.self)
            throw ImportError(.badAnswer, "\(server) answers with status \(status): \(text)")
        }
    }

    private func outcomes(in body: [UInt8]) throws -> [ImportOutcome?] {
        try body.split(separator: 0x0A).map { line in
            guard let json = try? JSONValue(parsing: Array(line)), case .int(let status)? = json["status"]
            else {
                throw ImportError(.badAnswer, "\(server) does not answer as a Kinoteka; check its address.")
            }
            switch status {
            case 429, 503: return nil
            case 200...299: return Self.outcome(json, status)
            default: return .refused(Self.reason(json))
            }
        }
    }

    private static func outcome(_ json: JSONValue, _ status: Int64) -> ImportOutcome {
        switch json["outcome"] {
        case .string("created"): .created
        case .string("unchanged"): .unchanged
        case .string: .changed
        default: status == 201 ? .created : .changed
        }
    }

    private static func reason(_ json: JSONValue) -> String {
        let problem = json["problem"] ?? json
        guard case .string(let detail)? = problem["detail"] ?? problem["title"] else { return "refused" }
        guard case .array(let errors)? = problem["errors"] else { return detail }
        let fields = errors.compactMap { error -> String? in
            guard case .string(let pointer)? = error["pointer"], case .string(let text)? = error["detail"]
            else { return nil }
            return "\(pointer): \(text)"
        }
        return ([detail] + fields).joined(separator: " ")
    }

    private func busy() -> ImportError {
        ImportError(.unavailable, "\(server) has had too many commands for minutes; try again later.")
    }
}
