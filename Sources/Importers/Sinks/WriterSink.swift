public import CatalogService
public import WriteSide

/// Imports into the data folder that this process writes.
public struct WriterSink: CommandSink {
    private let writer: ServiceWriter<CatalogService>
    private let actor: String
    private let correlationID: String

    /// - Parameters:
    ///   - actor: the name that the log keeps.
    ///   - correlationID: names the run in the log.
    public init(
        _ writer: ServiceWriter<CatalogService>,
        actor: String = "import",
        correlationID: String = "import"
    ) {
        self.writer = writer
        self.actor = actor
        self.correlationID = correlationID
    }

    public func submit(_ prepared: PreparedFilms) async throws -> [ImportOutcome] {
        let films = prepared.films
        var outcomes = [ImportOutcome?](repeating: nil, count: films.count)
        var open = Array(films.indices)
        var patience = Patience()
        while !open.isEmpty {
            let envelopes = open.map {
                CommandEnvelope(
                    CatalogCommand.importMovie(films[$0]),
                    actor: actor,
                    correlationID: correlationID
                )
            }
            let results = await writer.submit(envelopes)
            var turnedAway: [Int] = []
            var pause = Duration.zero
            for (index, result) in zip(open, results) {
                if case .failure(.busy(let retryAfter)) = result {
                    turnedAway.append(index)
                    pause = retryAfter
                } else {
                    outcomes[index] = try Self.outcome(result)
                }
            }
            open = turnedAway
            if !open.isEmpty, try await !patience.wait(pause) {
                throw ImportError(
                    .unavailable,
                    "The writer has had too many commands for minutes; try again later."
                )
            }
        }
        return outcomes.compactMap(\.self)
    }

    private static func outcome(_ result: Result<Receipt, CommandError>) throws -> ImportOutcome {
        switch result {
        case .success(let receipt):
            switch receipt.outcome {
            case .created: return .created
            case .changed: return .changed
            case .unchanged: return .unchanged
            }
        case .failure(.refused(let refusal)): return .refused(refusal.description)
        case .failure(.fault(let text)): return .refused("a fault of the program: \(text)")
        case .failure(.unavailable(let error)): throw ImportError(.unavailable, "\(error)")
        case .failure(.busy): throw ImportError(.unavailable, "The writer has too many commands.")
        case .failure(.cancelled): throw CancellationError()
        }
    }
}
