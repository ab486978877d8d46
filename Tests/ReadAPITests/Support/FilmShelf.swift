import CatalogScript
import Contracts

/// A small catalog of films that people know, for tests that say what must be found.
enum FilmShelf {
    /// One film as a test writes it down; people and genres by their names.
    struct Film {
        var title: String
        var year: Int
        var popularity: Double?
        var rating: Double?
        var runtime: Int?
        var genres: [String] = []
        var country: String?
        var language: String?
        var cast: [String] = []
        var director: String?
        var originalTitle: String?
        var alternativeTitles: [String] = []
    }

    /// The first has the identifier 1.
    static let films: [Film] = [
        Film(
            title: "The Matrix",
            year: 1999,
            popularity: 90,
            rating: 8.7,
            runtime: 136,
            genres: ["Action", "Science Fiction"],
            country: "US",
            language: "en",
            cast: ["Keanu Reeves", "Carrie-Anne Moss"],
            director: "Lana Wachowski"
        ),
        Film(
            title: "The Matrix Reloaded",
            year: 2003,
            popularity: 70,
            rating: 7.2,
            runtime: 138,
            genres: ["Action", "Science Fiction"],
            country: "US",
            language: "en",
            cast: ["Keanu Reeves", "Carrie-Anne Moss"],
            director: "Lana Wachowski"
        ),
        Film(
            title: "The Matrix Revolutions",
            year: 2003,
            popularity: 60,
            rating: 6.7,
            runtime: 129,
            genres: ["Action", "Science Fiction"],
            country: "US",
            language: "en",
            cast: ["Keanu Reeves"],
            director: "Lana Wachowski"
        ),
        Film(
            title: "Casablanca",
            year: 1942,
            popularity: 80,
            rating: 8.5,
            runtime: 102,
            genres: ["Drama", "Romance"],
            country: "US",
            language: "en",
            cast: ["Humphrey Bogart", "Ingrid Bergman"],
            director: "Michael Curtiz",
            alternativeTitles: ["Everybody Comes to Rick's"]
        ),
        Film(
            title: "Amélie",
            year: 2001,
            popularity: 75,
            rating: 8.3,
            runtime: 122,
            genres: ["Romance"],
            country: "FR",
            language: "fr",
            cast: ["Audrey Tautou"],
            director: "Jean-Pierre Jeunet",
            originalTitle: "Le Fabuleux Destin d'Amélie Poulain"
        ),
        Film(
            title: "Seven Samurai",
            year: 1954,
            popularity: 65,
            rating: 8.6,
            runtime: 207,
            genres: ["Action", "Drama"],
            country: "JP",
            language: "ja",
            cast: ["Toshiro Mifune"],
            director: "Akira Kurosawa",
            originalTitle: "七人の侍"
        ),
        Film(
            title: "Rashomon",
            year: 1950,
            popularity: 40,
            rating: 8.2,
            runtime: 88,
            genres: ["Drama"],
            country: "JP",
            language: "ja",
            cast: ["Toshiro Mifune"],
            director: "Akira Kurosawa",
            originalTitle: "羅生門"
        ),
        Film(
            title: "The Maltese Falcon",
            year: 1941,
            popularity: 50,
            rating: 8.0,
            runtime: 100,
            genres: ["Film Noir"],
            country: "US",
            language: "en",
            cast: ["Humphrey Bogart"]
        ),
        Film(
            title: "The Big Sleep",
            year: 1946,
            popularity: 45,
            rating: 7.9,
            runtime: 114,
            genres: ["Film Noir"],
            country: "US",
            language: "en",
            cast: ["Humphrey Bogart"]
        ),
        Film(
            title: "Notorious",
            year: 1946,
            popularity: 42,
            rating: 7.9,
            runtime: 102,
            genres: ["Film Noir", "Romance"],
            country: "US",
            language: "en",
            cast: ["Ingrid Bergman"],
            director: "Alfred Hitchcock"
        ),
        Film(
            title: "Brief Encounter",
            year: 1945,
            popularity: 30,
            runtime: 86,
            genres: ["Drama", "Romance"],
            country: "GB",
            language: "en"
        ),
        Film(
            title: "Speed",
            year: 1994,
            popularity: 55,
            rating: 7.3,
            runtime: 116,
            genres: ["Action"],
            country: "US",
            language: "en",
            cast: ["Keanu Reeves"]
        ),
        // Nothing is known of it.
        Film(title: "The Speed of Dark", year: 2010),
        Film(
            title: "Solaris",
            year: 1972,
            popularity: 35,
            rating: 8.0,
            runtime: 167,
            genres: ["Drama", "Science Fiction"],
            country: "SU",
            language: "ru"
        ),
        Film(
            title: "Man with a Movie Camera",
            year: 1929,
            popularity: 20,
            rating: 8.3,
            runtime: 68,
            genres: ["Documentary"],
            country: "SU"
        ),
        // The clapper is one character, two units of UTF-16 and four bytes of UTF-8.
        Film(title: "🎬 Amélie Returns", year: 2014, popularity: 5),
    ]

    /// The identifier of a film.
    static func id(_ title: String) -> Int64 {
        Int64((films.firstIndex { $0.title == title } ?? -1) + 1)
    }

    static func slug(_ text: String) -> String {
        text.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == " " || $0 == "-") }
            .split(separator: " ").joined(separator: "-")
    }

    /// The name and the slug of everybody, and of every genre, by identifier from 1.
    static let people = names(of: films.flatMap { $0.cast + [$0.director].compactMap(\.self) })
    static let genres = names(of: films.flatMap(\.genres))

    static func person(_ name: String) -> PersonReference {
        let id = Int64((people.firstIndex(of: name) ?? -1) + 1)
        return PersonReference(id: PersonID(rawValue: id), slug: slug(name), name: name)
    }

    static func genre(_ name: String) -> GenreReference {
        let id = Int64((genres.firstIndex(of: name) ?? -1) + 1)
        return GenreReference(id: GenreID(rawValue: id), slug: slug(name), name: name)
    }

    private static func names(of all: [String]) -> [String] { Array(Set(all)).sorted() }

    static let countries = [
        "US": "United States", "FR": "France", "JP": "Japan", "GB": "United Kingdom", "SU": "Soviet Union",
    ]
    static let languages = ["en": "English", "fr": "French", "ja": "Japanese", "ru": "Russian"]

    /// The log that the catalog comes from.
    static var log: ScriptedLog {
        var log = ScriptedLog()
        for name in genres { log.append(.genreRegistered(GenreChanged(genre: genre(name)))) }
        for name in people {
            let facts = PersonFacts(slug: slug(name), name: name)
            log.append(.personRegistered(PersonRegistered(id: person(name).id, facts: facts)))
        }
        for (index, film) in films.enumerated() {
            let id = MovieID(rawValue: Int64(index + 1))
            log.append(.movieRegistered(MovieRegistered(id: id, facts: facts(film, id: id))))
        }
        return log
    }

    static func facts(_ film: Film, id: MovieID) -> MovieFacts {
        var credits: [Credit] = []
        func credit(_ name: String, _ role: Credit.Role) {
            let credit = CreditID(rawValue: id.rawValue * 10 + Int64(credits.count))
            credits.append(Credit(id: credit, person: person(name), role: role))
        }
        for (index, name) in film.cast.enumerated() {
            credit(name, .cast(character: nil, billing: index + 1))
        }
        if let director = film.director { credit(director, .crew(job: "Director")) }
        return MovieFacts(
            slug: "\(slug(film.title))-\(film.year)",
            title: film.title,
            year: film.year,
            originalTitle: film.originalTitle,
            runtime: film.runtime,
            popularity: film.popularity,
            rating: film.rating,
            genres: film.genres.map(genre).sorted { $0.id < $1.id },
            countries: [film.country].compactMap(\.self).compactMap(CountryCode.init).map {
                CountryReference(code: $0, name: countries[$0.rawValue] ?? "")
            },
            languages: [film.language].compactMap(\.self).compactMap(LanguageCode.init).map {
                LanguageReference(code: $0, name: languages[$0.rawValue] ?? "")
            },
            alternativeTitles: film.alternativeTitles,
            credits: credits
        )
    }
}
