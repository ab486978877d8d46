import CatalogService
import Contracts
import Testing
import WriteSide

@Suite("What an imported film mentions")
struct ImportedReferencesTests {
    @Test("is found again by the next film of the same source")
    func foundAgain() async throws {
        try await withCatalog { catalog in
            try await catalog.given(
                .imported("a", "A") {
                    $0.genres = ["Drama"]
                    $0.cast = [.init(name: "Ann")]
                }
            )
            let outcome = try await catalog.when(
                .imported("b", "B") {
                    $0.genres = ["Drama"]
                    $0.crew = [.init(name: "Ann", job: "Director")]
                }
            )
            #expect(outcome.kinds == [.movieRegistered])
            #expect(outcome.movie?.credits.map(\.person.id) == [1])
        }
    }

    @Test("are different people when the source says so, though their names are the same")
    func namesakes() async throws {
        try await withCatalog { catalog in
            let outcome = try await catalog.when(
                .imported("a", "A") {
                    $0.cast = [.init(name: "Ann", externalID: "1"), .init(name: "Ann", externalID: "2")]
                    $0.crew = [.init(name: "Anne", externalID: "1", job: "Director")]
                }
            )
            #expect(outcome.movie?.credits.map(\.person.id) == [1, 2, 1])
            #expect(try catalog.rows("SELECT slug FROM people ORDER BY id") == ["ann", "ann-2"])
        }
    }

    @Test("are other people than those that other sources or editors named")
    func otherSources() async throws {
        try await withCatalog { catalog in
            try await catalog.given(.person("Ann"))
            try await catalog.given(.imported("a", "A") { $0.cast = [.init(name: "Ann")] })
            try await catalog.given(.imported("a", "A", source: "tmdb") { $0.cast = [.init(name: "Ann")] })
            #expect(try catalog.rows("SELECT slug FROM people ORDER BY id") == ["ann", "ann-2", "ann-3"])
        }
    }

    @Test("is restored when it was withdrawn")
    func restored() async throws {
        try await withCatalog { catalog in
            let film: (inout MovieImport) -> Void = {
                $0.genres = ["Drama"]
                $0.countries = [.init(code: "FR")]
                $0.languages = [.init(code: "fr")]
                $0.cast = [.init(name: "Ann"), .init(name: "Ann", character: "Twin")]
            }
            try await catalog.given(
                .imported("a", "A", 1999, film),
                .imported("a", "A"),
                .withdrawGenre(1),
                .withdrawCountry("FR"),
                .withdrawLanguage("fr"),
                .withdrawPerson(1)
            )
            let outcome = try await catalog.when(.imported("b", "B", 1999, film))
            #expect(
                outcome.kinds == [
                    .genreRestored, .countryRestored, .languageRestored, .personRestored, .movieRegistered,
                ]
            )
        }
    }

    @Test("keeps the name that an editor gave it")
    func editedNames() async throws {
        try await withCatalog { catalog in
            let film = CatalogCommand.imported("a", "A") {
                $0.countries = [.init(code: "FR", name: "France")]
                $0.cast = [.init(name: "Ann")]
            }
            try await catalog.given(
                film,
                .reviseCountry("FR", name: "République française"),
                .revise(person: 1) { $0.name = "Anna" }
            )
            #expect(try await catalog.when(film).isUnchanged)
        }
    }

    @Test("gets a name of its own where the given one is another's")
    func freeNames() async throws {
        try await withCatalog { catalog in
            try await catalog.given(
                .registerCountry("AA", name: "Congo"),
                .registerLanguage("aa", name: "xx")
            )
            try await catalog.given(
                .imported("a", "A") {
                    $0.countries = [
                        .init(code: "CD", name: "Congo"), .init(code: "CG", name: "Congo"), .init(code: "ZZ"),
                    ]
                    $0.languages = [.init(code: "xx")]
                }
            )
            #expect(
                try catalog.rows("SELECT code, name FROM countries") == [
                    "AA | Congo", "CD | Congo (CD)", "CG | Congo (CG)", "ZZ | ZZ",
                ]
            )
            #expect(try catalog.rows("SELECT code, name FROM languages") == ["aa | xx", "xx | xx (xx)"])
        }
    }

    @Test("may have names that lead to the same slug, in one film too")
    func sameSlug() async throws {
        try await withCatalog { catalog in
            try await catalog.given(
                .imported("a", "A") {
                    $0.genres = ["Sci-Fi", "Sci Fi", "sci fi!"]
                    $0.cast = [.init(name: "Zoë"), .init(name: "Zoe")]
                }
            )
            #expect(try catalog.rows("SELECT slug FROM genres") == ["sci-fi", "sci-fi-2", "sci-fi-3"])
            #expect(try catalog.rows("SELECT slug FROM people") == ["zoe", "zoe-2"])
        }
    }
}
