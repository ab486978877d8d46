import CatalogService
import Contracts
import Testing
import WriteSide

@Suite("An identifier at another catalog")
struct ExternalIDTests {
    private let matrix = ExternalID(source: "imdb", id: "tt0133093")

    @Test("belongs to one film; another one is told whose it is")
    func oneFilm() async throws {
        try await withCatalog { catalog in
            try await catalog.given(.movie("X") { $0.externalIDs = [matrix] })
            let wrong = ["/external_ids/1: belongs to movie 1 already"]
            let other = ExternalID(source: "tmdb", id: "603")
            let registered = try await catalog.when(.movie("Y") { $0.externalIDs = [other, matrix] })
            #expect(registered.wrongFields == wrong)
            try await catalog.given(.movie("Y"))
            let revised = try await catalog.when(.revise(movie: 2) { $0.externalIDs = [other, matrix] })
            #expect(revised.wrongFields == wrong)
            let own = try await catalog.when(.revise(movie: 1) { $0.externalIDs = [matrix] })
            #expect(own.isUnchanged)
        }
    }

    @Test("stays with a withdrawn film, since the film can come back")
    func withdrawn() async throws {
        try await withCatalog { catalog in
            try await catalog.given(.movie("X") { $0.externalIDs = [matrix] }, .withdrawMovie(1))
            let wrong = ["/external_ids/0: belongs to movie 1 already"]
            let other = try await catalog.when(.movie("Y") { $0.externalIDs = [matrix] })
            #expect(other.wrongFields == wrong)
        }
    }

    @Test("can be given to another film when it was taken away")
    func moved() async throws {
        try await withCatalog { catalog in
            try await catalog.given(
                .movie("X") { $0.externalIDs = [matrix] },
                .movie("Y"),
                .revise(movie: 1) { $0.externalIDs = [] },
                .revise(movie: 2) { $0.externalIDs = [matrix] }
            )
            #expect(
                try catalog.rows("SELECT source, external_id, movie_id FROM movie_external_ids")
                    == ["imdb | tt0133093 | 2"]
            )
        }
    }

    @Test("of a source is replaced by the source's new one in one command")
    func replaced() async throws {
        try await withCatalog { catalog in
            try await catalog.given(.movie("X") { $0.externalIDs = [matrix] })
            let new = ExternalID(source: "imdb", id: "tt1")
            let outcome = try await catalog.when(.revise(movie: 1) { $0.externalIDs = [new] })
            #expect(outcome.revision?.externalIDs == SetChange(added: [new], removed: [matrix]))
        }
    }

    @Test("of a person is another thing than the same one of a film")
    func people() async throws {
        try await withCatalog { catalog in
            try await catalog.given(
                .movie("X") { $0.externalIDs = [matrix] },
                .person("A") { $0.externalIDs = [matrix] }
            )
            let other = try await catalog.when(.person("B") { $0.externalIDs = [matrix] })
            #expect(other.wrongFields == ["/external_ids/0: belongs to person 1 already"])
            try await catalog.given(.person("B"))
            let revised = try await catalog.when(
                .revise(person: 2) { $0.externalIDs = [matrix] }
            )
            #expect(revised.wrongFields == ["/external_ids/0: belongs to person 1 already"])
        }
    }
}
