/// A film entered the catalog (`movie-registered`).
public struct MovieRegistered: Hashable, Sendable {
    public var id: MovieID
    public var facts: MovieFacts

    public init(id: MovieID, facts: MovieFacts) {
        self.id = id
        self.facts = facts
    }
}

/// Facts of a film changed (`movie-revised`); what is not named stayed as it was. The slug never changes.
public struct MovieRevised: Hashable, Sendable {
    public var id: MovieID
    public var title: String?
    public var year: Int?
    public var originalTitle: Change<String> = .keep
    public var runtime: Change<Int> = .keep
    public var overview: Change<String> = .keep
    public var posterURL: Change<String> = .keep
    public var popularity: Change<Double> = .keep
    public var rating: Change<Double> = .keep
    public var genres = SetChange<GenreReference, GenreID>()
    public var countries = SetChange<CountryReference, CountryCode>()
    public var languages = SetChange<LanguageReference, LanguageCode>()
    public var alternativeTitles = SetChange<String, String>()
    public var externalIDs = SetChange<ExternalID, ExternalID>()

    public init(id: MovieID) {
        self.id = id
    }
}

/// A film left every read model (`movie-withdrawn`); it can be restored.
///
/// Carries what the film belonged to, so that counting documents know which of them it leaves.
public struct MovieWithdrawn: Hashable, Sendable {
    public var id: MovieID
    public var genres: [GenreID]
    public var countries: [CountryCode]
    public var languages: [LanguageCode]
    public var people: [PersonID]

    public init(
        id: MovieID,
        genres: [GenreID],
        countries: [CountryCode],
        languages: [LanguageCode],
        people: [PersonID]
    ) {
        self.id = id
        self.genres = genres
        self.countries = countries
        self.languages = languages
        self.people = people
    }
}

/// A withdrawn film came back, with all that it has now (`movie-restored`).
public struct MovieRestored: Hashable, Sendable {
    public var id: MovieID
    public var facts: MovieFacts

    public init(id: MovieID, facts: MovieFacts) {
        self.id = id
        self.facts = facts
    }
}

/// A person was credited in a film (`credit-added`, in the film's stream).
public struct CreditAdded: Hashable, Sendable {
    public var movie: MovieReference
    public var credit: Credit

    public init(movie: MovieReference, credit: Credit) {
        self.movie = movie
        self.credit = credit
    }
}

/// A credit's role changed (`credit-revised`); the person and the kind of role stay.
public struct CreditRevised: Hashable, Sendable {
    public var movieID: MovieID
    public var credit: Credit

    public init(movieID: MovieID, credit: Credit) {
        self.movieID = movieID
        self.credit = credit
    }
}

/// A credit was taken away (`credit-removed`).
public struct CreditRemoved: Hashable, Sendable {
    public var movieID: MovieID
    public var creditID: CreditID
    public var personID: PersonID

    public init(movieID: MovieID, creditID: CreditID, personID: PersonID) {
        self.movieID = movieID
        self.creditID = creditID
        self.personID = personID
    }
}
