import CatalogService
import Contracts
import Testing
import WriteSide

@Suite("A withdrawn film")
struct MovieWithdrawalTests {
    private func withMovie(_ body: (RunningCatalog) async throws -> Void) async throws {
        try await withCatalog { catalog in
            try await catalog.given(
                .registerGenre(name: "Drama"),
                .registerCountry("FR", name: "France"),
                .registerLanguage("fr", name: "French"),
                .person("A"),
                .person("B"),
                .movie("X") {
                    $0.genres = [1]
                    $0.countries = ["FR"]
                    $0.languages = ["fr"]
                    $0.cast = [.init(person: 2), .init(person: 1)]
                    $0.crew = [.init(person: 2, job: "Director")]
                }
            )
            try await body(catalog)
        }
    }

    @Test("says what it belonged to, each person once")
    func event() async throws {
        try await withMovie { catalog in
            let outcome = try await catalog.when(.withdrawMovie(1))
            let expected = MovieWithdrawn(
                id: 1,
                genres: [1],
                countries: ["FR"],
                languages: ["fr"],
                people: [1, 2]
            )
            #expect(outcome.events == [.movieWithdrawn(expected)])
        }
    }

    @Test("can be withdrawn again without an event")
    func again() async throws {
        try await withMovie { catalog in
            try await catalog.given(.withdrawMovie(1))
            #expect(try await catalog.when(.withdrawMovie(1)).isUnchanged)
        }
    }

    @Test("comes back with all that it had, and its slug is kept for it meanwhile")
    func restored() async throws {
        try await withMovie { catalog in
            let before = try await catalog.when(.withdrawMovie(1))
            #expect(before.slug == "x-1999")
            #expect(try await catalog.given(.movie("X")).slug == "x-1999-2")
            let outcome = try await catalog.when(.restoreMovie(1))
            #expect(outcome.kinds == [.movieRestored])
            #expect(outcome.movie?.slug == "x-1999")
            #expect(outcome.movie?.genres.map(\.name) == ["Drama"])
            #expect(outcome.movie?.credits.map(\.id) == [1, 2, 3])
            #expect(try await catalog.when(.restoreMovie(1)).isUnchanged)
            let revised = try await catalog.when(.revise(movie: 1) { $0.title = "Y" })
            #expect(revised.receipt?.outcome == .changed)
        }
    }

    @Test("comes back with the names that its references have by then")
    func newNames() async throws {
        try await withMovie { catalog in
            try await catalog.given(
                .withdrawMovie(1),
                .reviseGenre(1, name: "Tragedy"),
                .revise(person: 2) { $0.name = "Bee" }
            )
            let movie = try await catalog.when(.restoreMovie(1)).movie
            #expect(movie?.genres.first?.name == "Tragedy")
            #expect(movie?.credits.first?.person.name == "Bee")
        }
    }

    @Test("keeps its references in use, so that they cannot be withdrawn behind its back")
    func keepsReferences() async throws {
        try await withMovie { catalog in
            try await catalog.given(.withdrawMovie(1))
            #expect(try await catalog.when(.withdrawGenre(1)).refusal?.kind == .conflict)
            #expect(try await catalog.when(.withdrawCountry("FR")).refusal?.kind == .conflict)
            #expect(try await catalog.when(.withdrawLanguage("fr")).refusal?.kind == .conflict)
            #expect(try await catalog.when(.withdrawPerson(1)).refusal?.kind == .conflict)
        }
    }

    @Test("that never was is not found")
    func unknown() async throws {
        try await withCatalog { catalog in
            let withdrawn = try await catalog.when(.withdrawMovie(1))
            #expect(withdrawn.refusal?.kind == .notFound)
            let restored = try await catalog.when(.restoreMovie(1))
            #expect(restored.refusal?.kind == .notFound)
        }
    }
}
