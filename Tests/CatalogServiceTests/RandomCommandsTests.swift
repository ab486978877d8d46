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

    @Test("that rename people name the films that credit them at that moment", arguments: UInt64(1)...4)
    func namedFilms(seed: UInt64) async throws {
        try await withCatalog { catalog in
            var random = RandomCommands(seed: seed)
            let envelopes = (0..<1_500).map { _ in
                CommandEnvelope(random.next(), actor: "editor", correlationID: "test")
            }
            _ = await catalog.writer.submit(envelopes)
            var credits: [MovieID: [CreditID: PersonID]] = [:]
            var renamed = 0
            for recorded in try await catalog.recorded() {
                let event = try CatalogEvent(
                    type: recorded.type,
                    schema: recorded.schema,
                    payload: recorded.payload
                )
                switch event {
                case .movieRegistered(let movie):
                    for credit in movie.facts.credits {
                        credits[movie.id, default: [:]][credit.id] = credit.person.id
                    }
                case .creditAdded(let added):
                    credits[added.movie.id, default: [:]][added.credit.id] = added.credit.person.id
                case .creditRemoved(let removed): credits[removed.movieID]?[removed.creditID] = nil
                case .personRevised(let revision) where revision.name != nil:
                    renamed += 1
                    let films = credits.filter { $0.value.values.contains(revision.id) }.keys.sorted()
                    #expect(revision.movies == films)
                default: break
                }
            }
            #expect(renamed > 10)
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
