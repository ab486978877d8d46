public import Contracts

/// A film as another catalog describes it: known by that catalog's identifier, its people and genres by name.
///
/// Importing is an upsert: a film that is not known yet is registered, one that differs is revised, one that is the
/// same leaves no event. Genres, countries, languages and people that are missing are registered with it.
public struct MovieImport: Hashable, Sendable {
    /// The film's identifier at its source. People are known by their identifier or name at the same source.
    public var externalID: ExternalID
    public var title: String
    public var year: Int
    public var originalTitle: String?
    public var runtime: Int?
    public var overview: String?
    public var posterURL: String?
    public var popularity: Double?
    public var rating: Double?
    /// Names of genres.
    public var genres: [String] = []
    public var countries: [NamedCode<CountryCode>] = []
    public var languages: [NamedCode<LanguageCode>] = []
    public var alternativeTitles: [String] = []
    public var cast: [CastMember] = []
    public var crew: [CrewMember] = []

    public init(externalID: ExternalID, title: String, year: Int) {
        self.externalID = externalID
        self.title = title
        self.year = year
    }

    /// A code and, where the source gives one, its name in English.
    public struct NamedCode<Code: Hashable & Sendable>: Hashable, Sendable {
        public var code: Code
        public var name: String?

        public init(code: Code, name: String? = nil) {
            self.code = code
            self.name = name
        }
    }

    /// Somebody in the cast, in the order of billing.
    public struct CastMember: Hashable, Sendable {
        public var name: String
        /// The source's identifier of the person; the name when nil.
        public var externalID: String?
        public var character: String?

        public init(name: String, externalID: String? = nil, character: String? = nil) {
            self.name = name
            self.externalID = externalID
            self.character = character
        }
    }

    /// Somebody in the crew.
    public struct CrewMember: Hashable, Sendable {
        public var name: String
        public var externalID: String?
        public var job: String

        public init(name: String, externalID: String? = nil, job: String) {
            self.name = name
            self.externalID = externalID
            self.job = job
        }
    }
}
