import CatalogService
import Contracts
import Testing
import WriteSide

@Suite("A genre")
struct GenreTests {
    @Test("is registered with a slug, renamed without changing it, withdrawn and restored")
    func life() async throws {
        try await withCatalog { catalog in
            func changed(_ name: String) -> GenreChanged {
                GenreChanged(genre: GenreReference(id: 1, slug: "science-fiction", name: name))
            }
            let registered = try await catalog.when(.registerGenre(name: "Science Fiction"))
            #expect(registered.events == [.genreRegistered(changed("Science Fiction"))])
            #expect(registered.body == #"{"id":1,"slug":"science-fiction"}"#)
            let renamed = try await catalog.when(.reviseGenre(1, name: "Sci-fi"))
            #expect(renamed.events == [.genreRevised(changed("Sci-fi"))])
            #expect(try await catalog.when(.reviseGenre(1, name: "Sci-fi")).isUnchanged)
            let withdrawn = try await catalog.when(.withdrawGenre(1))
            #expect(withdrawn.events == [.genreWithdrawn(changed("Sci-fi"))])
            #expect(try await catalog.when(.withdrawGenre(1)).isUnchanged)
            let restored = try await catalog.when(.restoreGenre(1))
            #expect(restored.events == [.genreRestored(changed("Sci-fi"))])
            #expect(try await catalog.when(.restoreGenre(1)).isUnchanged)
        }
    }

    @Test("has a name of its own, also against withdrawn ones")
    func names() async throws {
        try await withCatalog { catalog in
            try await catalog.given(.registerGenre(name: "Drama"), .registerGenre(name: "Comedy"))
            try await catalog.given(.withdrawGenre(1))
            #expect(try await catalog.when(.registerGenre(name: "Drama")).refusal?.kind == .conflict)
            #expect(try await catalog.when(.reviseGenre(2, name: "Drama")).refusal?.kind == .conflict)
            try await catalog.given(.restoreGenre(1), .reviseGenre(1, name: "Tragedy"))
            let freed = try await catalog.when(.registerGenre(name: "Drama"))
            #expect(freed.slug == "drama-2")
        }
    }

    @Test("that films have cannot be withdrawn")
    func used() async throws {
        try await withCatalog { catalog in
            try await catalog.given(.registerGenre(name: "Drama"), .movie("X") { $0.genres = [1] })
            #expect(try await catalog.when(.withdrawGenre(1)).refusal?.kind == .conflict)
            try await catalog.given(.revise(movie: 1) { $0.genres = [] })
            #expect(try await catalog.when(.withdrawGenre(1)).kinds == [.genreWithdrawn])
            #expect(try await catalog.when(.reviseGenre(1, name: "X")).refusal?.kind == .gone)
        }
    }

    @Test("that never was is not found")
    func unknown() async throws {
        try await withCatalog { catalog in
            let commands: [CatalogCommand] = [
                .reviseGenre(1, name: "A"), .withdrawGenre(1), .restoreGenre(1),
            ]
            for command in commands {
                let outcome = try await catalog.when(command)
                #expect(outcome.refusal?.kind == .notFound, "\(command)")
            }
        }
    }
}
