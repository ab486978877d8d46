import CatalogService
import Contracts
import EventLog
import Testing
import WriteSide

/// Thousands of commands that make sense or do not, over so few entities that they collide all the time.
@Suite("Random commands")
struct RandomCommandsTests {
    @Test(
        "are accepted or refused, never a fault, and leave tables that the log leads to",
        arguments: UInt64(1)...4
    )
    func sound(seed: UInt64) async throws {
        try await withCatalog { catalog in
            var random = RandomCommands(seed: seed)
            let envelopes = (0..<1_500).map { _ in
                CommandEnvelope(random.next(), actor: "editor", correlationID: "test")
            }
            let results = await catalog.writer.submit(envelopes)
            var accepted = 0
            for (envelope, result) in zip(envelopes, results) {
                switch result {
                case .success: accepted += 1
                case .failure(.refused): break
                case .failure(let error): Issue.record("\(error) \(envelope.command)")
                }
            }
            #expect(accepted > 500 && accepted < 1_400)
            let kinds = Set(try await catalog.recorded().map(\.type))
            #expect(kinds == Set(CatalogEvent.Kind.allCases.map(\.rawValue)))
        }
    }

    @Test("sent a second time find a film as the first time left it", arguments: UInt64(1)...3)
    func idempotentImports(seed: UInt64) async throws {
        try await withCatalog { catalog in
            var random = RandomCommands(seed: seed)
            for _ in 0..<40 {
                let command = random.movieImport()
                let first = try await catalog.when(command)
                guard first.receipt != nil else { continue }
                let second = try await catalog.when(command)
                #expect(second.isUnchanged, "\(command)")
            }
        }
    }
}
