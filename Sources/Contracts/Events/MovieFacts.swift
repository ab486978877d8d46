/// Everything that the catalog knows of one film at one position, apart from its identifier.
///
/// `genres`, `countries`, `languages`, `alternativeTitles` and `externalIDs` are sets, kept sorted by
/// identifier (or by the value itself), so that two folds of the same events give the same bytes.
/// `credits` are sorted: cast by billing, then crew by credit identifier.
public struct MovieFacts: Hashable, Sendable {
    public var slug: String
    public var title: String
    /// Year of first release.
    public var year: Int
    /// The title in the language of the film, where it differs.
    public var originalTitle: String?
    /// Minutes.
    public var runtime: Int?
    public var overview: String?
    /// An absolute http(s) URL of a poster image.
    public var posterURL: String?
    /// 0 and up; what it counts is up to its source. Used for ordering only.
    public var popularity: Double?
    /// 0 to 10.
    public var rating: Double?
    public var genres: [GenreReference]
    public var countries: [CountryReference]
    public var languages: [LanguageReference]
    public var alternativeTitles: [String]
    public var externalIDs: [ExternalID]
    public var credits: [Credit]

    public init(
        slug: String,
        title: String,
        year: Int,
        originalTitle: String? = nil,
        runtime: Int? = nil,
        overview: String? = nil,
        posterURL: String? = nil,
        popularity: Double? = nil,
        rating: Double? = nil,
        genres: [GenreReference] = [],
        countries: [CountryReference] = [],
        languages: [LanguageReference] = [],
        alternativeTitles: [String] = [],
        externalIDs: [ExternalID] = [],
        credits: [Credit] = []
    ) {
        self.slug = slug
        self.title = title
        self.year = year
        self.originalTitle = originalTitle
        self.runtime = runtime
        self.overview = overview
        self.posterURL = posterURL
        self.popularity = popularity
        self.rating = rating
        self.genres = genres
        self.countries = countries
        self.languages = languages
        self.alternativeTitles = alternativeTitles
        self.externalIDs = externalIDs
        self.credits = credits
    }
}
