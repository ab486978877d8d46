import CatalogService
import Contracts
import Testing
import WriteSide

@Suite("Films pinned to a query")
struct SearchPinTests {
    private func withMovies(_ body: (RunningCatalog) async throws -> Void) async throws {
        try await withCatalog { catalog in
            try await catalog.given(.movie("A"), .movie("B"), .movie("C"))
            try await body(catalog)
        }
    }

    @Test("are set in their order, replace earlier ones, and are cleared")
    func life() async throws {
        try await withMovies { catalog in
            let created = try await catalog.when(.setSearchPin(query: "abc", movies: [3, 1]))
            #expect(created.events == [.searchPinSet(SearchPinSet(query: "abc", movies: [3, 1]))])
            #expect(created.receipt?.outcome == .created)
            let changed = try await catalog.when(.setSearchPin(query: "abc", movies: [1, 3, 2]))
            #expect(changed.receipt?.outcome == .changed)
            #expect(
                try catalog.rows("SELECT place, movie_id FROM search_pins") == ["1 | 1", "2 | 3", "3 | 2"]
            )
            let cleared = try await catalog.when(.clearSearchPin(query: "abc"))
            #expect(cleared.events == [.searchPinCleared(SearchPinCleared(query: "abc"))])
            #expect(try catalog.rows("SELECT * FROM search_pins") == [])
        }
    }

    @Test("that are so already leave no event")
    func unchanged() async throws {
        try await withMovies { catalog in
            try await catalog.given(.setSearchPin(query: "abc", movies: [1, 2]))
            #expect(try await catalog.when(.setSearchPin(query: "abc", movies: [1, 2])).isUnchanged)
            #expect(try await catalog.when(.clearSearchPin(query: "other")).isUnchanged)
        }
    }

    @Test("must exist, and each may be named once; all wrong ones are told")
    func wrong() async throws {
        try await withMovies { catalog in
            let outcome = try await catalog.when(.setSearchPin(query: "abc", movies: [1, 9, 1, 8]))
            #expect(
                outcome.wrongFields == [
                    "/movies/1: no movie has the id 9", "/movies/2: is named twice",
                    "/movies/3: no movie has the id 8",
                ]
            )
        }
    }

    @Test("of one query leave those of another alone")
    func otherQueries() async throws {
        try await withMovies { catalog in
            try await catalog.given(
                .setSearchPin(query: "a", movies: [1]),
                .setSearchPin(query: "b", movies: [1, 2]),
                .clearSearchPin(query: "a")
            )
            #expect(try catalog.rows("SELECT query, movie_id FROM search_pins") == ["b | 1", "b | 2"])
        }
    }
}
