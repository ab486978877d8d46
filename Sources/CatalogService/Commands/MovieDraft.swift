public import Contracts

/// A film as an editor writes it down.
public struct MovieDraft: Hashable, Sendable {
    public var title: String
    public var year: Int
    public var originalTitle: String?
    /// Minutes.
    public var runtime: Int?
    public var overview: String?
    public var posterURL: String?
    public var popularity: Double?
    public var rating: Double?
    public var genres: [GenreID] = []
    public var countries: [CountryCode] = []
    public var languages: [LanguageCode] = []
    public var alternativeTitles: [String] = []
    public var externalIDs: [ExternalID] = []
    public var cast: [CastDraft] = []
    public var crew: [CrewDraft] = []

    public init(title: String, year: Int) {
        self.title = title
        self.year = year
    }
}

/// What a revision of a film names; `nil` and ``Contracts/Change/keep`` leave a fact as it is.
public struct MoviePatch: Hashable, Sendable {
    public var title: String?
    public var year: Int?
    public var originalTitle: Change<String> = .keep
    public var runtime: Change<Int> = .keep
    public var overview: Change<String> = .keep
    public var posterURL: Change<String> = .keep
    public var popularity: Change<Double> = .keep
    public var rating: Change<Double> = .keep
    public var genres: [GenreID]?
    public var countries: [CountryCode]?
    public var languages: [LanguageCode]?
    public var alternativeTitles: [String]?
    public var externalIDs: [ExternalID]?
    public var cast: [CastDraft]?
    public var crew: [CrewDraft]?

    public init() {}

    /// A patch that makes a film exactly what `draft` says.
    init(replacingWith draft: MovieDraft) {
        title = draft.title
        year = draft.year
        originalTitle = draft.originalTitle.map { .set($0) } ?? .clear
        runtime = draft.runtime.map { .set($0) } ?? .clear
        overview = draft.overview.map { .set($0) } ?? .clear
        posterURL = draft.posterURL.map { .set($0) } ?? .clear
        popularity = draft.popularity.map { .set($0) } ?? .clear
        rating = draft.rating.map { .set($0) } ?? .clear
        genres = draft.genres
        countries = draft.countries
        languages = draft.languages
        alternativeTitles = draft.alternativeTitles
        externalIDs = draft.externalIDs
        cast = draft.cast
        crew = draft.crew
    }
}

/// A role in a film's cast.
public struct CastDraft: Hashable, Sendable {
    public var person: PersonID
    public var character: String?
    /// The place in the list, from 1; after the ones before it when not given.
    public var billing: Int?

    public init(person: PersonID, character: String? = nil, billing: Int? = nil) {
        self.person = person
        self.character = character
        self.billing = billing
    }
}

/// A job in a film's crew.
public struct CrewDraft: Hashable, Sendable {
    public var person: PersonID
    public var job: String

    public init(person: PersonID, job: String) {
        self.person = person
        self.job = job
    }
}

/// One credit to add: a role or a job.
public enum CreditDraft: Hashable, Sendable {
    case cast(CastDraft)
    case crew(CrewDraft)
}

/// What a revision of a credit names. A cast credit has no job and a crew credit no character or billing.
public struct CreditPatch: Hashable, Sendable {
    public var character: Change<String> = .keep
    public var billing: Int?
    public var job: String?

    public init() {}
}
