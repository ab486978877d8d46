public import Contracts

/// A request to change the catalog; accepted or refused as a whole.
public enum CatalogCommand: Hashable, Sendable {
    case registerMovie(MovieDraft)
    /// Changes the named facts (RFC 7396): what is absent stays, `null` takes away, a list replaces the list.
    case reviseMovie(MovieID, MoviePatch)
    /// Makes the film what the draft says, credits included.
    case replaceMovie(MovieID, MovieDraft)
    case withdrawMovie(MovieID)
    case restoreMovie(MovieID)
    /// Registers a film that is known by an external identifier, or revises what differs.
    case importMovie(MovieImport)

    case addCredit(MovieID, CreditDraft)
    case reviseCredit(MovieID, CreditID, CreditPatch)
    case removeCredit(MovieID, CreditID)

    case registerPerson(PersonDraft)
    case revisePerson(PersonID, PersonPatch)
    case replacePerson(PersonID, PersonDraft)
    case withdrawPerson(PersonID)
    case restorePerson(PersonID)

    case registerGenre(name: String)
    case reviseGenre(GenreID, name: String)
    case withdrawGenre(GenreID)
    case restoreGenre(GenreID)

    case registerCountry(CountryCode, name: String)
    case reviseCountry(CountryCode, name: String)
    case withdrawCountry(CountryCode)
    case restoreCountry(CountryCode)

    case registerLanguage(LanguageCode, name: String)
    case reviseLanguage(LanguageCode, name: String)
    case withdrawLanguage(LanguageCode)
    case restoreLanguage(LanguageCode)

    /// Puts films at the top of a query's results, in the given order.
    case setSearchPin(query: String, movies: [MovieID])
    case clearSearchPin(query: String)
}
