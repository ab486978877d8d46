/// A genre entered the catalog, changed its name, left, or came back
/// (`genre-registered`, `genre-revised`, `genre-withdrawn`, `genre-restored`).
///
/// A genre leaves only when no film has it. The slug never changes.
public struct GenreChanged: Hashable, Sendable {
    public var genre: GenreReference

    public init(genre: GenreReference) {
        self.genre = genre
    }
}

/// A country entered the catalog, changed its name, left, or came back
/// (`country-registered`, `country-revised`, `country-withdrawn`, `country-restored`).
public struct CountryChanged: Hashable, Sendable {
    public var country: CountryReference

    public init(country: CountryReference) {
        self.country = country
    }
}

/// A language entered the catalog, changed its name, left, or came back
/// (`language-registered`, `language-revised`, `language-withdrawn`, `language-restored`).
public struct LanguageChanged: Hashable, Sendable {
    public var language: LanguageReference

    public init(language: LanguageReference) {
        self.language = language
    }
}
