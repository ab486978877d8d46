/// A fact that an accepted command left in the catalog's log.
///
/// The stream of an event is `movie-42`, `person-7`, `genre-3`, `country-FR`, `language-fr` or
/// `search-pin-<query>`; events of credits belong to the stream of their film.
///
/// What a case holds lies behind a pointer: an event passes through many hands, and a film's facts would be sixteen
/// fields to copy at each of them.
public indirect enum CatalogEvent: Hashable, Sendable {
    case movieRegistered(MovieRegistered)
    case movieRevised(MovieRevised)
    case movieWithdrawn(MovieWithdrawn)
    case movieRestored(MovieRestored)
    case creditAdded(CreditAdded)
    case creditRevised(CreditRevised)
    case creditRemoved(CreditRemoved)

    case personRegistered(PersonRegistered)
    case personRevised(PersonRevised)
    case personWithdrawn(PersonWithdrawn)
    case personRestored(PersonRegistered)

    case genreRegistered(GenreChanged)
    case genreRevised(GenreChanged)
    case genreWithdrawn(GenreChanged)
    case genreRestored(GenreChanged)

    case countryRegistered(CountryChanged)
    case countryRevised(CountryChanged)
    case countryWithdrawn(CountryChanged)
    case countryRestored(CountryChanged)

    case languageRegistered(LanguageChanged)
    case languageRevised(LanguageChanged)
    case languageWithdrawn(LanguageChanged)
    case languageRestored(LanguageChanged)

    case searchPinSet(SearchPinSet)
    case searchPinCleared(SearchPinCleared)
}
