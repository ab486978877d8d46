import Contracts

/// One event of every type, with every field filled: what the stored fixtures hold.
///
/// A fixture is for ever, so a sample is never changed. A type that gets a new schema number gets a new
/// fixture, and the sample becomes what both of them decode to.
enum SampleEvents {
    static let all: [CatalogEvent] = CatalogEvent.Kind.allCases.map(event(of:))

    /// A switch without a default: a new event type does not compile until it has a sample.
    static func event(of kind: CatalogEvent.Kind) -> CatalogEvent {
        switch kind {
        case .movieRegistered: .movieRegistered(MovieRegistered(id: MovieID(rawValue: 42), facts: movie))
        case .movieRevised: .movieRevised(revision)
        case .movieWithdrawn: .movieWithdrawn(withdrawal)
        case .movieRestored: .movieRestored(MovieRestored(id: MovieID(rawValue: 42), facts: movie))
        case .creditAdded: .creditAdded(CreditAdded(movie: reference, credit: actress))
        case .creditRevised: .creditRevised(CreditRevised(movieID: MovieID(rawValue: 42), credit: director))
        case .creditRemoved:
            .creditRemoved(
                CreditRemoved(
                    movieID: MovieID(rawValue: 42),
                    creditID: CreditID(rawValue: 901),
                    personID: PersonID(rawValue: 7)
                )
            )
        case .personRegistered:
            .personRegistered(PersonRegistered(id: PersonID(rawValue: 7), facts: person))
        case .personRevised: .personRevised(personRevision)
        case .personWithdrawn: .personWithdrawn(PersonWithdrawn(id: PersonID(rawValue: 7)))
        case .personRestored: .personRestored(PersonRegistered(id: PersonID(rawValue: 7), facts: person))
        case .genreRegistered: .genreRegistered(GenreChanged(genre: genre("Science fiction")))
        case .genreRevised: .genreRevised(GenreChanged(genre: genre("Sci-fi")))
        case .genreWithdrawn: .genreWithdrawn(GenreChanged(genre: genre("Sci-fi")))
        case .genreRestored: .genreRestored(GenreChanged(genre: genre("Sci-fi")))
        case .countryRegistered: .countryRegistered(CountryChanged(country: country("France")))
        case .countryRevised: .countryRevised(CountryChanged(country: country("République française")))
        case .countryWithdrawn: .countryWithdrawn(CountryChanged(country: country("France")))
        case .countryRestored: .countryRestored(CountryChanged(country: country("France")))
        case .languageRegistered: .languageRegistered(LanguageChanged(language: language("Cantonese")))
        case .languageRevised: .languageRevised(LanguageChanged(language: language("廣東話")))
        case .languageWithdrawn: .languageWithdrawn(LanguageChanged(language: language("Cantonese")))
        case .languageRestored: .languageRestored(LanguageChanged(language: language("Cantonese")))
        case .searchPinSet:
            .searchPinSet(
                SearchPinSet(query: "time \"travel\"", movies: [MovieID(rawValue: 42), MovieID(rawValue: 3)])
            )
        case .searchPinCleared: .searchPinCleared(SearchPinCleared(query: "time \"travel\""))
        }
    }

    static let movie = MovieFacts(
        slug: "la-jetee-1962",
        title: "La Jetée",
        year: 1962,
        originalTitle: "La jetée \"photo-roman\"",
        runtime: 28,
        overview: "A man,\na pier \\ an airport.\tOrly 😀",
        posterURL: "https://example.org/la-jetee.jpg",
        popularity: 1234.5,
        rating: 8,
        genres: [
            genre("Science fiction"), GenreReference(id: GenreID(rawValue: 5), slug: "short", name: "Short"),
        ],
        countries: [country("France")],
        languages: [language("Cantonese")],
        alternativeTitles: ["Am Rande des Rollfelds", "The Pier"],
        externalIDs: [
            ExternalID(source: "imdb", id: "tt0056119"), ExternalID(source: "wikipedia", id: "La_Jetée"),
        ],
        credits: [
            actress,
            Credit(id: CreditID(rawValue: 900), person: marker, role: .cast(character: nil, billing: 2)),
            director,
        ]
    )

    static let person = PersonFacts(
        slug: "helene-chatelain",
        name: "Hélène Châtelain",
        birthYear: 1935,
        deathYear: 2020,
        externalIDs: [ExternalID(source: "imdb", id: "nm0154087")]
    )

    static let reference = MovieReference(
        id: MovieID(rawValue: 42),
        slug: "la-jetee-1962",
        title: "La Jetée",
        year: 1962
    )

    static let actress = Credit(
        id: CreditID(rawValue: 901),
        person: PersonReference(
            id: PersonID(rawValue: 7),
            slug: "helene-chatelain",
            name: "Hélène Châtelain"
        ),
        role: .cast(character: "La femme", billing: 1)
    )

    static let director = Credit(id: CreditID(rawValue: 902), person: marker, role: .crew(job: "Director"))

    private static let marker = PersonReference(
        id: PersonID(rawValue: 8),
        slug: "chris-marker",
        name: "Chris Marker"
    )

    private static let withdrawal = MovieWithdrawn(
        id: MovieID(rawValue: 42),
        genres: [GenreID(rawValue: 3), GenreID(rawValue: 5)],
        countries: [country("France").code],
        languages: [language("Cantonese").code],
        people: [PersonID(rawValue: 7), PersonID(rawValue: 8)]
    )

    private static let revision: MovieRevised = {
        var event = MovieRevised(id: MovieID(rawValue: 42))
        event.title = "La Jetée"
        event.year = 1963
        event.originalTitle = .set("La jetée")
        event.runtime = .clear
        event.overview = .clear
        event.posterURL = .set("https://example.org/2.jpg")
        event.popularity = .set(0.25)
        event.rating = .set(8.5)
        event.genres = SetChange(added: [genre("Sci-fi")], removed: [GenreID(rawValue: 5)])
        event.countries = SetChange(added: [country("France")], removed: [])
        event.languages = SetChange(added: [], removed: [language("Cantonese").code])
        event.alternativeTitles = SetChange(added: ["The Jetty"], removed: ["The Pier"])
        event.externalIDs = SetChange(
            added: [ExternalID(source: "tmdb", id: "662")],
            removed: [ExternalID(source: "imdb", id: "tt0056119")]
        )
        return event
    }()

    private static let personRevision: PersonRevised = {
        var event = PersonRevised(id: PersonID(rawValue: 7))
        event.name = "Hélène Chatelain"
        event.birthYear = .set(1936)
        event.deathYear = .clear
        event.externalIDs = SetChange(
            added: [ExternalID(source: "wikipedia", id: "Hélène_Châtelain")],
            removed: [ExternalID(source: "imdb", id: "nm0154087")]
        )
        return event
    }()

    /// Events with a field that their schema did not have when it was new, by the name of the fixture.
    static let grown: [String: CatalogEvent] = [
        "person-revised.1+movies.json": {
            var event = personRevision
            event.movies = [MovieID(rawValue: 42), MovieID(rawValue: 43)]
            return .personRevised(event)
        }()
    ]

    private static func genre(_ name: String) -> GenreReference {
        GenreReference(id: GenreID(rawValue: 3), slug: "science-fiction", name: name)
    }

    private static func country(_ name: String) -> CountryReference {
        CountryReference(code: known("FR"), name: name)
    }

    private static func language(_ name: String) -> LanguageReference {
        LanguageReference(code: known("yue"), name: name)
    }

    private static func known<Code: RawRepresentable>(_ code: Code.RawValue) -> Code {
        guard let code = Code(rawValue: code) else { preconditionFailure("\(code) is no \(Code.self)") }
        return code
    }
}
