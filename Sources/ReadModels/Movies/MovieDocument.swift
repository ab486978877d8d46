public import Contracts
public import Projection

/// All that one film's page shows.
public struct MovieDocument: ProjectedDocument, Hashable {
    /// What the catalog knows of the film, with the names that people, genres, countries and languages have now.
    public var facts: MovieFacts
    /// When the film entered the catalog, or came back to it: milliseconds since 1970, UTC.
    public var addedAt: Int64

    public init(facts: MovieFacts, addedAt: Int64) {
        self.facts = facts
        self.addedAt = addedAt
    }

    public var embeds: [EmbeddedReference] {
        var embeds: [EmbeddedReference] = []
        embeds.reserveCapacity(
            facts.credits.count + facts.genres.count + facts.countries.count + facts.languages.count
        )
        for credit in facts.credits { embeds.append(.person(credit.person.id)) }
        for genre in facts.genres { embeds.append(.genre(genre.id)) }
        for country in facts.countries { embeds.append(.country(country.code)) }
        for language in facts.languages { embeds.append(.language(language.code)) }
        return embeds
    }
}
