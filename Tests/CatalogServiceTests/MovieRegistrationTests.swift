import CatalogService
import Contracts
import Testing
import WriteSide

@Suite("Registering a film")
struct MovieRegistrationTests {
    @Test("leaves one event with all its facts, references by name, sets sorted and without repetitions")
    func allFacts() async throws {
        try await withCatalog { catalog in
            try await catalog.given(
                .registerGenre(name: "Drama"),
                .registerGenre(name: "Thriller"),
                .registerCountry("FR", name: "France"),
                .registerLanguage("fr", name: "French"),
                .person("Jean Seberg"),
                .person("Jean-Luc Godard")
            )
            let outcome = try await catalog.when(
                .movie("Breathless", 1960) {
                    $0.originalTitle = "À bout de souffle"
                    $0.runtime = 90
                    $0.overview = "A thief and a student."
                    $0.posterURL = "https://example.org/p.jpg"
                    $0.popularity = 12.5
                    $0.rating = 7.7
                    $0.genres = [2, 1, 2]
                    $0.countries = ["FR"]
                    $0.languages = ["fr", "fr"]
                    $0.alternativeTitles = ["Out of Breath", "Atemlos", "Atemlos"]
                    $0.externalIDs = [
                        ExternalID(source: "wikipedia", id: "Breathless"),
                        ExternalID(source: "imdb", id: "tt0053472"),
                    ]
                    $0.cast = [.init(person: 1, character: "Patricia")]
                    $0.crew = [.init(person: 2, job: "Director")]
                }
            )
            #expect(outcome.receipt?.outcome == .created)
            #expect(outcome.body == #"{"id":1,"slug":"breathless-1960"}"#)
            #expect(outcome.kinds == [.movieRegistered])
            let expected = MovieFacts(
                slug: "breathless-1960",
                title: "Breathless",
                year: 1960,
                originalTitle: "À bout de souffle",
                runtime: 90,
                overview: "A thief and a student.",
                posterURL: "https://example.org/p.jpg",
                popularity: 12.5,
                rating: 7.7,
                genres: [
                    GenreReference(id: 1, slug: "drama", name: "Drama"),
                    GenreReference(id: 2, slug: "thriller", name: "Thriller"),
                ],
                countries: [CountryReference(code: "FR", name: "France")],
                languages: [LanguageReference(code: "fr", name: "French")],
                alternativeTitles: ["Atemlos", "Out of Breath"],
                externalIDs: [
                    ExternalID(source: "imdb", id: "tt0053472"),
                    ExternalID(source: "wikipedia", id: "Breathless"),
                ],
                credits: [
                    Credit(
                        id: 1,
                        person: PersonReference(id: 1, slug: "jean-seberg", name: "Jean Seberg"),
                        role: .cast(character: "Patricia", billing: 1)
                    ),
                    Credit(
                        id: 2,
                        person: PersonReference(id: 2, slug: "jean-luc-godard", name: "Jean-Luc Godard"),
                        role: .crew(job: "Director")
                    ),
                ]
            )
            #expect(outcome.movie == expected)
        }
    }

    @Test("with unknown and withdrawn references names every one of them at once, and leaves nothing")
    func unknownReferences() async throws {
        try await withCatalog { catalog in
            try await catalog.given(.registerGenre(name: "Drama"), .withdrawGenre(1))
            try await catalog.given(.person("Known"), .person("Withdrawn"), .withdrawPerson(2))
            let outcome = try await catalog.when(
                .movie("X") {
                    $0.genres = [1, 9]
                    $0.countries = ["FR"]
                    $0.languages = ["fr"]
                    $0.cast = [.init(person: 1), .init(person: 7)]
                    $0.crew = [
                        .init(person: 2, job: "Director"), .init(person: 1, job: "Writer"),
                        .init(person: 1, job: "Writer"),
                    ]
                }
            )
            #expect(
                outcome.wrongFields == [
                    "/genres/0: was withdrawn; restore it first",
                    "/genres/1: no genre has the id 9",
                    "/countries/0: no country has the code FR",
                    "/languages/0: no language has the code fr",
                    "/cast/1/person: no person has the id 7",
                    "/crew/0/person: was withdrawn; restore it first",
                    "/crew/2: repeats the same job of the same person",
                ]
            )
            #expect(outcome.events.isEmpty)
            #expect(try catalog.rows("SELECT id FROM movies") == [])
        }
    }

    @Test("gives numbers that count on, and a refused command uses up none")
    func numbers() async throws {
        try await withCatalog { catalog in
            let first = try await catalog.given(.movie("A"))
            #expect(first.body.contains(#""id":1,"#))
            let refused = try await catalog.when(.movie("B") { $0.genres = [5] })
            #expect(refused.receipt == nil)
            #expect(try await catalog.given(.movie("C")).body.contains(#""id":2,"#))
        }
    }

    @Test("orders the cast by billing, and a role without one follows the role before it")
    func billing() async throws {
        try await withCatalog { catalog in
            try await catalog.given(.person("A"), .person("B"), .person("C"))
            let outcome = try await catalog.when(
                .movie("X") {
                    $0.cast = [.init(person: 1, billing: 5), .init(person: 2), .init(person: 3, billing: 1)]
                }
            )
            let cast = outcome.movie?.credits.map { "\($0.id) \($0.person.name) \($0.role)" }
            #expect(
                cast == [
                    "1 C cast(character: nil, billing: 1)", "2 A cast(character: nil, billing: 5)",
                    "3 B cast(character: nil, billing: 6)",
                ]
            )
        }
    }
}
