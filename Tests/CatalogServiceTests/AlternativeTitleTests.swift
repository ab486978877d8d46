import CatalogService
import Contracts
import Testing
import WriteSide

@Suite("The alternative titles of a film")
struct AlternativeTitleTests {
    @Test("are a set: order and repetition make no difference")
    func set() async throws {
        try await withCatalog { catalog in
            try await catalog.given(.movie("X") { $0.alternativeTitles = ["b", "a", "b"] })
            let outcome = try await catalog.when(
                .revise(movie: 1) { $0.alternativeTitles = ["a", "a", "b"] }
            )
            #expect(outcome.isUnchanged)
        }
    }

    @Test("are one title, when they are only written with other code points")
    func canonicallyEqual() async throws {
        try await withCatalog { catalog in
            let composed = "Caf\u{E9}"
            let decomposed = "Cafe\u{301}"
            try await catalog.given(.movie("X") { $0.alternativeTitles = [composed, decomposed] })
            #expect(try catalog.rows("SELECT count(*) FROM movie_alternative_titles") == ["1"])
            let outcome = try await catalog.when(.revise(movie: 1) { $0.alternativeTitles = [decomposed] })
            #expect(outcome.isUnchanged)
            try await catalog.given(.revise(movie: 1) { $0.alternativeTitles = [] })
            #expect(try catalog.rows("SELECT * FROM movie_alternative_titles") == [])
        }
    }

    @Test("of different films may be the same")
    func shared() async throws {
        try await withCatalog { catalog in
            try await catalog.given(
                .movie("X") { $0.alternativeTitles = ["a"] },
                .movie("Y") { $0.alternativeTitles = ["a"] }
            )
            #expect(try catalog.rows("SELECT count(*) FROM movie_alternative_titles") == ["2"])
        }
    }
}
