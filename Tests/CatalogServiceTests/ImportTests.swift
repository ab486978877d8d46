import CatalogService
import Contracts
import Testing
import WriteSide

@Suite("Importing a film")
struct ImportTests {
    private func matrix(_ change: (inout MovieImport) -> Void = { _ in }) -> CatalogCommand {
        .imported("The_Matrix", "The Matrix", 1999) {
            $0.runtime = 136
            $0.genres = ["Science fiction", "Action", "Action"]
            $0.countries = [.init(code: "US", name: "United States")]
            $0.languages = [.init(code: "en", name: "English")]
            $0.alternativeTitles = ["Matrix"]
            $0.cast = [.init(name: "Keanu Reeves", character: "Neo"), .init(name: "Carrie-Anne Moss")]
            $0.crew = [
                .init(name: "Lana Wachowski", job: "Director"),
                .init(name: "Lana Wachowski", job: "Director"),
                .init(name: "Lana Wachowski", job: "Writer"),
            ]
            change(&$0)
        }
    }

    @Test("registers what it mentions and is missing, each once, before the film")
    func registers() async throws {
        try await withCatalog { catalog in
            let outcome = try await catalog.when(matrix())
            #expect(
                outcome.kinds == [
                    .genreRegistered, .genreRegistered, .countryRegistered, .languageRegistered,
                    .personRegistered, .personRegistered, .personRegistered, .movieRegistered,
                ]
            )
            #expect(outcome.receipt?.outcome == .created)
            #expect(outcome.movie?.genres.map(\.slug) == ["science-fiction", "action"])
            #expect(outcome.movie?.externalIDs == [ExternalID(source: "wikipedia", id: "The_Matrix")])
            #expect(
                outcome.movie?.credits.map { "\($0.person.slug) \($0.role)" } == [
                    "keanu-reeves cast(character: Optional(\"Neo\"), billing: 1)",
                    "carrie-anne-moss cast(character: nil, billing: 2)",
                    "lana-wachowski crew(job: \"Director\")", "lana-wachowski crew(job: \"Writer\")",
                ]
            )
        }
    }

    @Test("again leaves no event")
    func idempotent() async throws {
        try await withCatalog { catalog in
            try await catalog.given(matrix())
            #expect(try await catalog.when(matrix()).isUnchanged)
        }
    }

    @Test("again with other facts revises what differs and takes away what is no longer named")
    func revises() async throws {
        try await withCatalog { catalog in
            try await catalog.given(matrix())
            let changed = matrix {
                $0.title = "Matrix"
                $0.runtime = nil
                $0.genres = ["Action"]
                $0.cast = [.init(name: "Keanu Reeves", character: "Thomas Anderson")]
            }
            let outcome = try await catalog.when(changed)
            #expect(outcome.kinds == [.movieRevised, .creditRemoved, .creditRevised])
            #expect(outcome.revision?.title == "Matrix")
            #expect(outcome.revision?.runtime == .clear)
            #expect(outcome.revision?.genres == SetChange(removed: [1]))
            #expect(outcome.slug == "the-matrix-1999")
            #expect(try await catalog.when(changed).isUnchanged)
        }
    }

    @Test("keeps identifiers that the film has from other sources")
    func keepsOtherIDs() async throws {
        try await withCatalog { catalog in
            try await catalog.given(
                matrix(),
                .revise(movie: 1) {
                    $0.externalIDs = [
                        .init(source: "imdb", id: "tt1"), .init(source: "wikipedia", id: "The_Matrix"),
                    ]
                }
            )
            #expect(try await catalog.when(matrix()).isUnchanged)
            #expect(try catalog.rows("SELECT count(*) FROM movie_external_ids") == ["2"])
        }
    }

    @Test("from another source makes another film")
    func otherSource() async throws {
        try await withCatalog { catalog in
            try await catalog.given(matrix())
            let outcome = try await catalog.when(.imported("The_Matrix", "The Matrix", source: "tmdb"))
            #expect(outcome.body == #"{"id":2,"slug":"the-matrix-1999-2"}"#)
        }
    }

    @Test("that was withdrawn is refused, and leaves nothing that it mentions")
    func withdrawn() async throws {
        try await withCatalog { catalog in
            try await catalog.given(matrix(), .withdrawMovie(1))
            let outcome = try await catalog.when(matrix { $0.genres = ["New"] })
            #expect(outcome.refusal?.kind == .gone)
            #expect(try catalog.rows("SELECT name FROM genres WHERE name = 'New'") == [])
        }
    }
}
