/// A genre as an event saw it: its identifier and the names it had at that position.
///
/// Events carry the names beside the identifiers, so a fold never has to look anything up; a later
/// ``CatalogEvent/genreRevised(_:)`` reaches every document that embeds the genre.
public struct GenreReference: Hashable, Sendable {
    public var id: GenreID
    public var slug: String
    public var name: String

    public init(id: GenreID, slug: String, name: String) {
        self.id = id
        self.slug = slug
        self.name = name
    }
}

/// A person as an event saw them.
public struct PersonReference: Hashable, Sendable {
    public var id: PersonID
    public var slug: String
    public var name: String

    public init(id: PersonID, slug: String, name: String) {
        self.id = id
        self.slug = slug
        self.name = name
    }
}

/// A film as an event of its stream saw it, for documents that embed films.
public struct MovieReference: Hashable, Sendable {
    public var id: MovieID
    public var slug: String
    public var title: String
    public var year: Int

    public init(id: MovieID, slug: String, title: String, year: Int) {
        self.id = id
        self.slug = slug
        self.title = title
        self.year = year
    }
}

/// A country as an event saw it.
public struct CountryReference: Hashable, Sendable {
    public var code: CountryCode
    public var name: String

    public init(code: CountryCode, name: String) {
        self.code = code
        self.name = name
    }
}

/// A language as an event saw it.
public struct LanguageReference: Hashable, Sendable {
    public var code: LanguageCode
    public var name: String

    public init(code: LanguageCode, name: String) {
        self.code = code
        self.name = name
    }
}
