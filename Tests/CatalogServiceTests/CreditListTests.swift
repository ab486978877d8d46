import CatalogService
import Contracts
import Testing

@Suite("A new list of credits")
struct CreditListTests {
    private func withMovie(_ body: (RunningCatalog) async throws -> Void) async throws {
        try await withCatalog { catalog in
            try await catalog.given(.person("Ann"), .person("Bob"), .person("Cyd"))
            try await catalog.given(
                .movie("X") {
                    $0.cast = [.init(person: 1, character: "Hero"), .init(person: 2, character: "Villain")]
                    $0.crew = [.init(person: 3, job: "Director"), .init(person: 3, job: "Writer")]
                }
            )
            try await body(catalog)
        }
    }

    @Test("keeps what is the same, revises roles of the same person, adds and removes the rest")
    func differences() async throws {
        try await withMovie { catalog in
            let outcome = try await catalog.when(
                .revise(movie: 1) {
                    $0.cast = [
                        .init(person: 1, character: "Hero"), .init(person: 2, character: "Sidekick"),
                        .init(person: 3),
                    ]
                    $0.crew = [.init(person: 3, job: "Writer"), .init(person: 1, job: "Director")]
                }
            )
            #expect(outcome.kinds == [.creditRemoved, .creditRevised, .creditAdded, .creditAdded])
            #expect(
                try catalog.rows("SELECT credit_id, person_id, billing FROM cast_credits") == [
                    "1 | 1 | 1", "2 | 2 | 2", "5 | 3 | 3",
                ]
            )
            #expect(
                try catalog.rows("SELECT credit_id, person_id, job FROM crew_credits") == [
                    "4 | 3 | Writer", "6 | 1 | Director",
                ]
            )
            #expect(
                try catalog.rows("SELECT credit_id, character FROM cast_characters") == [
                    "1 | Hero", "2 | Sidekick",
                ]
            )
        }
    }

    @Test("carries the film's new title when it comes in the same command")
    func newTitle() async throws {
        try await withMovie { catalog in
            let outcome = try await catalog.when(
                .revise(movie: 1) {
                    $0.title = "Y"
                    $0.year = 2001
                    $0.cast = []
                    $0.crew = [.init(person: 1, job: "Editor")]
                }
            )
            var references: [MovieReference] = []
            for case .creditAdded(let event) in outcome.events { references.append(event.movie) }
            #expect(references == [MovieReference(id: 1, slug: "x-1999", title: "Y", year: 2001)])
        }
    }

    @Test("that is not named stays as it is")
    func notNamed() async throws {
        try await withMovie { catalog in
            let outcome = try await catalog.when(.revise(movie: 1) { $0.crew = [] })
            #expect(outcome.kinds == [.creditRemoved, .creditRemoved])
            #expect(try catalog.rows("SELECT count(*) FROM cast_credits") == ["2"])
        }
    }

    @Test("may swap the billing of two roles")
    func swap() async throws {
        try await withMovie { catalog in
            let outcome = try await catalog.when(
                .revise(movie: 1) {
                    $0.cast = [.init(person: 2, character: "Villain"), .init(person: 1, character: "Hero")]
                }
            )
            #expect(outcome.kinds == [.creditRevised, .creditRevised])
            #expect(
                try catalog.rows("SELECT person_id, billing FROM cast_credits ORDER BY billing") == [
                    "2 | 1", "1 | 2",
                ]
            )
        }
    }
}
