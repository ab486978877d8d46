import CatalogService
import Contracts
import Testing
import WriteSide

@Suite("Revising a film")
struct MovieRevisionTests {
    private func withMovie(_ body: (RunningCatalog) async throws -> Void) async throws {
        try await withCatalog { catalog in
            try await catalog.given(
                .registerGenre(name: "Drama"),
                .registerGenre(name: "Comedy"),
                .registerCountry("FR", name: "France"),
                .registerLanguage("fr", name: "French"),
                .movie("Playtime", 1967) {
                    $0.runtime = 155
                    $0.overview = "Glass."
                    $0.genres = [1]
                    $0.countries = ["FR"]
                    $0.alternativeTitles = ["Play Time", "Tatis herrliche Zeiten"]
                }
            )
            try await body(catalog)
        }
    }

    @Test("leaves one event with what differs, and nothing else")
    func difference() async throws {
        try await withMovie { catalog in
            let outcome = try await catalog.when(
                .revise(movie: 1) {
                    $0.title = "PlayTime"
                    $0.year = 1967
                    $0.runtime = .clear
                    $0.overview = .set("Glass.")
                    $0.rating = .set(7.8)
                    $0.posterURL = .clear
                    $0.genres = [2]
                    $0.languages = ["fr"]
                    $0.alternativeTitles = ["Play Time", "Recreation"]
                }
            )
            var expected = MovieRevised(id: 1)
            expected.title = "PlayTime"
            expected.runtime = .clear
            expected.rating = .set(7.8)
            expected.genres = SetChange(
                added: [GenreReference(id: 2, slug: "comedy", name: "Comedy")],
                removed: [1]
            )
            expected.languages = SetChange(added: [LanguageReference(code: "fr", name: "French")])
            expected.alternativeTitles = SetChange(added: ["Recreation"], removed: ["Tatis herrliche Zeiten"])
            #expect(outcome.events == [.movieRevised(expected)])
            #expect(outcome.receipt?.outcome == .changed)
            #expect(outcome.receipt?.version == 2)
            #expect(outcome.slug == "playtime-1967")
        }
    }

    @Test("into what it is already leaves no event and keeps the version")
    func unchanged() async throws {
        try await withMovie { catalog in
            let outcome = try await catalog.when(
                .revise(movie: 1) {
                    $0.title = "Playtime"
                    $0.runtime = .set(155)
                    $0.rating = .clear
                    $0.genres = [1, 1]
                    $0.countries = ["FR"]
                    $0.alternativeTitles = ["Tatis herrliche Zeiten", "Play Time"]
                    $0.cast = []
                }
            )
            #expect(outcome.isUnchanged)
            #expect(outcome.receipt?.version == 1)
        }
    }

    @Test("names every reference that is unknown, and changes nothing then")
    func unknownReferences() async throws {
        try await withMovie { catalog in
            let outcome = try await catalog.when(
                .revise(movie: 1) {
                    $0.title = "Other"
                    $0.genres = [1, 7]
                    $0.countries = ["DE", "FR"]
                    $0.languages = ["de"]
                    $0.cast = [.init(person: 4)]
                    $0.crew = [.init(person: 5, job: "Director")]
                }
            )
            #expect(
                outcome.wrongFields == [
                    "/genres/1: no genre has the id 7", "/countries/0: no country has the code DE",
                    "/languages/0: no language has the code de", "/cast/0/person: no person has the id 4",
                    "/crew/0/person: no person has the id 5",
                ]
            )
            #expect(try catalog.rows("SELECT title FROM movies") == ["Playtime"])
        }
    }

    @Test("that is unknown or withdrawn is refused as that")
    func missing() async throws {
        try await withMovie { catalog in
            let unknown = try await catalog.when(.revise(movie: 2) { $0.title = "X" })
            #expect(unknown.refusal?.kind == .notFound)
            try await catalog.given(.withdrawMovie(1))
            let withdrawn = try await catalog.when(.revise(movie: 1) { $0.title = "X" })
            #expect(withdrawn.refusal?.kind == .gone)
            let empty = try await catalog.when(.revise(movie: 1) { _ in })
            #expect(empty.refusal?.kind == .gone)
        }
    }

    @Test("by a whole draft takes away what the draft does not name")
    func replaced() async throws {
        try await withMovie { catalog in
            let outcome = try await catalog.when(.replaceMovie(1, MovieDraft(title: "Playtime", year: 1967)))
            var expected = MovieRevised(id: 1)
            expected.runtime = .clear
            expected.overview = .clear
            expected.genres = SetChange(removed: [1])
            expected.countries = SetChange(removed: ["FR"])
            expected.alternativeTitles = SetChange(removed: ["Play Time", "Tatis herrliche Zeiten"])
            #expect(outcome.events == [.movieRevised(expected)])
            let again = try await catalog.when(.replaceMovie(1, MovieDraft(title: "Playtime", year: 1967)))
            #expect(again.isUnchanged)
        }
    }
}
