import CatalogService
import Contracts
import HTTPKit
import HTTPTypes
import HummingbirdCore
import JSONKit
import Logging
import NIOCore
import WriteSide

/// The one way from a request to the writer and back.
struct CommandGate: Sendable {
    private let writer: ServiceWriter<CatalogService>
    private let actor: String
    private let counters: [String: Counter]

    init(writer: ServiceWriter<CatalogService>, metrics: Metrics, actor: String) {
        self.writer = writer
        self.actor = actor
        var counters: [String: Counter] = [:]
        for outcome in ["created", "changed", "unchanged", "refused", "failed"] {
            counters[outcome] = metrics.counter(
                "kinoteka_commands_total",
                "Commands by what became of them.",
                labels: ["outcome": outcome]
            )
        }
        self.counters = counters
    }

    /// Runs the command of a REST route and answers with its receipt.
    ///
    /// - Parameters:
    ///   - path: What the URL says of the command.
    ///   - stream: The entity that `If-Match` speaks of; nil for a route that makes one.
    ///   - adjust: A last change to the body.
    func answer(
        _ name: CatalogCommand.Name,
        _ call: Call,
        path: [JSONValue.Member] = [],
        stream: String? = nil,
        adjust: (JSONValue) -> JSONValue = { $0 }
    ) async throws -> Response {
        let body = call.route.body == nil ? nil : try await call.body()
        let bytes = body.map { Array($0.readableBytesView) } ?? []
        // Headers are looked at after the body has been read, so that the connection can be used again.
        let precondition = try stream.flatMap { stream throws(Problem) in try call.precondition(on: stream) }
        let idempotency = try call.idempotency(bytes)
        let command: CatalogCommand
        do {
            let json = body == nil ? JSONValue.object([]) : try JSONValue(parsing: bytes)
            command = try CatalogCommand(name, path: path, body: adjust(json))
        } catch let error as JSONError {
            throw Problem.malformedJSON(error, in: bytes)
        } catch let error as InvalidCommand {
            throw Problem.validation(error.errors)
        }
        let envelope = CommandEnvelope(
            command,
            actor: actor,
            correlationID: call.requestID,
            idempotency: idempotency,
            precondition: precondition
        )
        do {
            let receipt = try await writer.submit(envelope)
            count(.success(receipt))
            return receipt.response(to: call)
        } catch {
            count(.failure(error))
            throw Problem(error, logger: call.logger)
        }
    }

    /// Runs many commands in their order; while the writer's queue is full, waits for it, at most five seconds.
    ///
    /// - Parameter onQueued: called once they have their place in the queue.
    func submit(
        _ commands: [BatchCommand],
        correlationID: String,
        onQueued: @Sendable () -> Void
    ) async -> [Result<Receipt, CommandError>] {
        let envelopes = commands.map {
            CommandEnvelope(
                $0.command,
                actor: actor,
                correlationID: correlationID,
                idempotency: $0.idempotency
            )
        }
        var results = await writer.submit(envelopes, onQueued: onQueued)
        for _ in 0..<50 where results.allSatisfy(\.isBusy) && !results.isEmpty {
            guard (try? await Task.sleep(for: .milliseconds(100))) != nil else { break }
            results = await writer.submit(envelopes, onQueued: onQueued)
        }
        for result in results { count(result) }
        return results
    }

    private func count(_ result: Result<Receipt, CommandError>) {
        switch result {
        case .success(let receipt): counters[receipt.outcome.rawValue]?.add()
        case .failure(.refused): counters["refused"]?.add()
        case .failure: counters["failed"]?.add()
        }
    }
}

extension Result<Receipt, CommandError> {
    fileprivate var isBusy: Bool {
        if case .failure(.busy) = self { true } else { false }
    }
}
