extension CatalogEvent {
    /// The stream that the event belongs to: the entity that it is a fact about.
    public var stream: String {
        switch self {
        case .movieRegistered(let event): Self.stream(ofMovie: event.id)
        case .movieRevised(let event): Self.stream(ofMovie: event.id)
        case .movieWithdrawn(let event): Self.stream(ofMovie: event.id)
        case .movieRestored(let event): Self.stream(ofMovie: event.id)
        case .creditAdded(let event): Self.stream(ofMovie: event.movie.id)
        case .creditRevised(let event): Self.stream(ofMovie: event.movieID)
        case .creditRemoved(let event): Self.stream(ofMovie: event.movieID)
        case .personRegistered(let event), .personRestored(let event): Self.stream(ofPerson: event.id)
        case .personRevised(let event): Self.stream(ofPerson: event.id)
        case .personWithdrawn(let event): Self.stream(ofPerson: event.id)
        case .genreRegistered(let event), .genreRevised(let event), .genreWithdrawn(let event),
            .genreRestored(let event):
            Self.stream(ofGenre: event.genre.id)
        case .countryRegistered(let event), .countryRevised(let event), .countryWithdrawn(let event),
            .countryRestored(let event):
            Self.stream(ofCountry: event.country.code)
        case .languageRegistered(let event), .languageRevised(let event), .languageWithdrawn(let event),
            .languageRestored(let event):
            Self.stream(ofLanguage: event.language.code)
        case .searchPinSet(let event): Self.stream(ofSearchPin: event.query)
        case .searchPinCleared(let event): Self.stream(ofSearchPin: event.query)
        }
    }

    public static func stream(ofMovie id: MovieID) -> String { "movie-\(id)" }
    public static func stream(ofPerson id: PersonID) -> String { "person-\(id)" }
    public static func stream(ofGenre id: GenreID) -> String { "genre-\(id)" }
    public static func stream(ofCountry code: CountryCode) -> String { "country-\(code)" }
    public static func stream(ofLanguage code: LanguageCode) -> String { "language-\(code)" }
    public static func stream(ofSearchPin query: String) -> String { "search-pin-\(query)" }
}
