import CatalogScript
import Contracts
import Mongo
import Projection
import ReadModels
import TestSupport
import Testing

@Suite("The document of a film")
struct MoviesProjectionTests {
    @Test("says what was registered, and when")
    func registration() throws {
        let model = try given(MoviesProjection(), Story.registered)
        #expect(model.document(42)?.facts == (try Story.casablanca))
        #expect(model.document(42)?.addedAt == 1_700_000_001_000)
    }

    @Test("takes over every fact of a revision and keeps the rest")
    func revision() throws {
        let france = try Story.country("FR", "France")
        let french = try Story.language("fr", "French")
        let model = try given(
            MoviesProjection(),
            Story.registered,
            Story.revised {
                $0.title = "Casablanca!"
                $0.year = 1943
                $0.runtime = .clear
                $0.overview = .set("A café.")
                $0.popularity = .set(8.5)
                $0.genres = SetChange(added: [Story.noir], removed: [Story.drama.id])
                $0.countries = SetChange(added: [france])
                $0.languages = SetChange(added: [french])
                $0.alternativeTitles = SetChange(added: ["A"], removed: ["Everybody Comes to Rick's"])
            }
        )
        var expected = try Story.casablanca
        expected.title = "Casablanca!"
        expected.year = 1943
        expected.runtime = nil
        expected.overview = "A café."
        expected.popularity = 8.5
        expected.genres = [Story.noir]
        expected.countries.insert(france, at: 0)
        expected.languages.append(french)
        expected.alternativeTitles = ["A"]
        #expect(model.document(42)?.facts == expected)
    }

    @Test("lists the cast by billing and then the crew, wherever a credit comes in")
    func credits() throws {
        let film = MovieReference(
            id: Story.casablancaID,
            slug: "casablanca-1942",
            title: "Casablanca",
            year: 1942
        )
        let first = Story.cast(9, Story.michael, nil, 1)
        let moved = Story.cast(1, Story.ingrid, "Ilsa", 5)
        let writer = Story.crew(3, Story.ingrid, "Writer")
        let model = try given(
            MoviesProjection(),
            Story.registered,
            .creditAdded(CreditAdded(movie: film, credit: writer)),
            .creditAdded(CreditAdded(movie: film, credit: first)),
            .creditRevised(CreditRevised(movieID: film.id, credit: moved)),
            .creditRemoved(
                CreditRemoved(movieID: film.id, creditID: CreditID(rawValue: 2), personID: Story.michael.id)
            )
        )
        #expect(model.document(42)?.facts.credits == [first, moved, writer])
    }

    @Test("shows new names of people, genres, countries and languages, and no other film's")
    func renames() throws {
        let model = try given(
            MoviesProjection(),
            Story.registered,
            .movieRegistered(
                MovieRegistered(
                    id: MovieID(rawValue: 43),
                    facts: MovieFacts(slug: "m", title: "M", year: 1931)
                )
            ),
            Story.renamed(Story.ingrid, "I. Bergman"),
            .genreRevised(
                GenreChanged(genre: GenreReference(id: Story.drama.id, slug: "drama", name: "Drame"))
            ),
            .countryRevised(CountryChanged(country: try Story.country("US", "USA"))),
            .languageRevised(LanguageChanged(language: try Story.language("en", "Anglais")))
        )
        let facts = try #require(model.document(42)?.facts)
        #expect(facts.credits.map(\.person.name) == ["I. Bergman", "Michael Curtiz"])
        #expect(facts.genres.map(\.name) == ["Drame"])
        #expect(facts.countries.map(\.name) == ["USA"])
        #expect(facts.languages.map(\.name) == ["Anglais"])
        #expect(model.entries[.int(43)]?.position == 2)
    }

    @Test("is a tombstone while the film is withdrawn, and whole after it is restored")
    func withdrawal() throws {
        let gone = try given(MoviesProjection(), Story.registered, Story.withdrawn)
        #expect(gone.isGone(42))
        #expect(gone.entries[.int(42)]?.version == 2)
        let back = try given(MoviesProjection(), Story.registered, Story.withdrawn, Story.restored)
        #expect(back.document(42)?.facts == (try Story.casablanca))
        #expect(back.entries[.int(42)]?.version == 3)
    }

    @Test("does not come about by events of a film that never was")
    func misplaced() throws {
        let model = try given(
            MoviesProjection(),
            Story.revised { $0.title = "?" },
            Story.renamed(Story.ingrid, "?")
        )
        #expect(model.entries.isEmpty)
    }

    @Test("has its public fields in the layout that readers get, and internal ones with an underscore")
    func layout() throws {
        let document = try #require(try given(MoviesProjection(), Story.registered).stored(.int(42)))
        #expect(
            try document.fields().map(\.key) == [
                "_id", "_pos", "_fence", "version", "slug", "title", "year", "runtime", "genres", "countries",
                "languages", "cast", "crew", "alternative_titles", "external_ids", "added_at",
            ]
        )
        #expect(document["cast.0.character"] == "Ilsa Lund")
        #expect(document["cast.0.id"] == 7)
        #expect(document["crew.0.job"] == "Director")
        #expect(document["genres.0.slug"] == "drama")
    }

    private static func query(_ person: PersonID) -> BSONDocument {
        MoviesProjection().query(for: EmbeddedReference(kind: "person", key: .int(person.rawValue)))
    }

    @Test("is named by a person's new name where the event says so")
    func told() {
        let person = EmbeddedReference(kind: "person", key: .int(7))
        var revision = PersonRevised(id: PersonID(rawValue: 7))
        #expect(MoviesProjection().documents(embedding: person, at: .personRevised(revision)) == nil)
        revision.movies = [MovieID(rawValue: 42)]
        #expect(MoviesProjection().documents(embedding: person, at: .personRevised(revision)) == [.int(42)])
    }

    @Test("is found in MongoDB by everybody in it", arguments: [Story.ingrid, Story.michael])
    func found(person: PersonReference) async throws {
        let model = try given(MoviesProjection(), Story.registered)
        let query = Self.query(person.id)
        try await withFreshDatabase { database in
            let collection = database.collection("movies")
            try await collection.insert([try #require(model.stored(.int(42)))])
            #expect(try await collection.find(query).map { $0["_id"] } == [42])
            #expect(try await collection.find(Self.query(PersonID(rawValue: 9))).isEmpty)
        }
    }
}
