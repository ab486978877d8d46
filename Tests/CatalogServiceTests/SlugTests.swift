import CatalogService
import Contracts
import Testing

@Suite("A slug")
struct SlugTests {
    @Test(
        "is made of the words of a title",
        arguments: [
            ("The Matrix", "the-matrix-1999"),
            ("  Amélie -- (Director's Cut)!  ", "amelie-directors-cut-1999"),
            ("It’s a Wonderful Life", "its-a-wonderful-life-1999"),
            ("Tom & Jerry", "tom-and-jerry-1999"),
            ("AT&T", "at-and-t-1999"),
            ("&", "and-1999"),
            ("2001: A Space Odyssey", "2001-a-space-odyssey-1999"),
            ("Straße nach Łódź", "strasse-nach-lodz-1999"),
            ("Ænima Œuvre Þór", "aenima-oeuvre-thor-1999"),
            ("İstanbul'da ışık", "istanbulda-isik-1999"),
            ("Ζορμπάς", "zormpas-1999"),
        ]
    )
    func words(title: String, slug: String) async throws {
        try await withCatalog { catalog in
            try await catalog.given(.movie(title))
            #expect(try catalog.rows("SELECT slug FROM movies") == [slug])
        }
    }

    @Test(
        "drops the Cyrillic signs that have no sound of their own, without parting the word",
        arguments: [
            ("Сталкер", "stalker-1999"), ("Большая перемена", "bolshaya-peremena-1999"),
            ("Соль", "sol-1999"), ("Подъём", "podem-1999"), ("Чёрный лёд", "chernyi-led-1999"),
        ]
    )
    func cyrillic(title: String, slug: String) async throws {
        try await withCatalog { catalog in
            try await catalog.given(.movie(title))
            #expect(try catalog.rows("SELECT slug FROM movies") == [slug])
        }
    }

    @Test("is the kind and the number where nothing can be spelled", arguments: ["千と千尋の神隠し", "???", "😀"])
    func unspeakable(name: String) async throws {
        try await withCatalog { catalog in
            try await catalog.given(.movie(name), .person(name), .registerGenre(name: name))
            let slugs = try catalog.rows(
                "SELECT slug FROM movies UNION ALL SELECT slug FROM people UNION ALL SELECT slug FROM genres"
            )
            #expect(slugs == ["movie-1", "person-1", "genre-1"])
        }
    }

    @Test("is never a number alone, which would be taken for an identifier")
    func numbers() async throws {
        try await withCatalog { catalog in
            try await catalog.given(.person("50 "), .registerGenre(name: "1980"), .movie("1917", 2019))
            let slugs = try catalog.rows(
                "SELECT slug FROM people UNION ALL SELECT slug FROM genres UNION ALL SELECT slug FROM movies"
            )
            #expect(slugs == ["person-50", "genre-1980", "1917-2019"])
        }
    }

    @Test("that is taken gets a number, after nine of them the identifier")
    func taken() async throws {
        try await withCatalog { catalog in
            for _ in 1...12 { try await catalog.given(.movie("X")) }
            let slugs = try catalog.rows("SELECT slug FROM movies ORDER BY id")
            #expect(slugs == ["x-1999"] + (2...9).map { "x-1999-\($0)" } + (10...12).map { "x-1999-\($0)" })
            #expect(Set(slugs).count == 12)
        }
    }

    @Test("stays when the title and the year change")
    func stable() async throws {
        try await withCatalog { catalog in
            try await catalog.given(
                .movie("X"),
                .revise(movie: 1) {
                    $0.title = "Y"
                    $0.year = 2000
                }
            )
            #expect(try catalog.rows("SELECT slug, title, year FROM movies") == ["x-1999 | Y | 2000"])
            #expect(try await catalog.given(.movie("X")).slug == "x-1999-2")
        }
    }

    @Test("of a very long title is short")
    func long() async throws {
        try await withCatalog { catalog in
            let title = String(repeating: "word ", count: 100)
            let slug = try #require(try await catalog.given(.movie(title)).slug)
            #expect(slug.utf8.count <= 100)
            #expect(slug.hasPrefix("word-word-") && slug.hasSuffix("-1999"))
        }
    }
}
