extension CatalogEvent {
    /// The name under which the log keeps this kind of event, such as `movie-registered`.
    public var type: String { kind.rawValue }

    /// The schema number under which new events of this type are written.
    public var schema: Int { Upcasters.catalog.currentSchema(of: type) }

    /// Every event type of the catalog.
    public enum Kind: String, CaseIterable, Sendable {
        case movieRegistered = "movie-registered"
        case movieRevised = "movie-revised"
        case movieWithdrawn = "movie-withdrawn"
        case movieRestored = "movie-restored"
        case creditAdded = "credit-added"
        case creditRevised = "credit-revised"
        case creditRemoved = "credit-removed"
        case personRegistered = "person-registered"
        case personRevised = "person-revised"
        case personWithdrawn = "person-withdrawn"
        case personRestored = "person-restored"
        case genreRegistered = "genre-registered"
        case genreRevised = "genre-revised"
        case genreWithdrawn = "genre-withdrawn"
        case genreRestored = "genre-restored"
        case countryRegistered = "country-registered"
        case countryRevised = "country-revised"
        case countryWithdrawn = "country-withdrawn"
        case countryRestored = "country-restored"
        case languageRegistered = "language-registered"
        case languageRevised = "language-revised"
        case languageWithdrawn = "language-withdrawn"
        case languageRestored = "language-restored"
        case searchPinSet = "search-pin-set"
        case searchPinCleared = "search-pin-cleared"
    }

    public var kind: Kind {
        switch self {
        case .movieRegistered: .movieRegistered
        case .movieRevised: .movieRevised
        case .movieWithdrawn: .movieWithdrawn
        case .movieRestored: .movieRestored
        case .creditAdded: .creditAdded
        case .creditRevised: .creditRevised
        case .creditRemoved: .creditRemoved
        case .personRegistered: .personRegistered
        case .personRevised: .personRevised
        case .personWithdrawn: .personWithdrawn
        case .personRestored: .personRestored
        case .genreRegistered: .genreRegistered
        case .genreRevised: .genreRevised
        case .genreWithdrawn: .genreWithdrawn
        case .genreRestored: .genreRestored
        case .countryRegistered: .countryRegistered
        case .countryRevised: .countryRevised
        case .countryWithdrawn: .countryWithdrawn
        case .countryRestored: .countryRestored
        case .languageRegistered: .languageRegistered
        case .languageRevised: .languageRevised
        case .languageWithdrawn: .languageWithdrawn
        case .languageRestored: .languageRestored
        case .searchPinSet: .searchPinSet
        case .searchPinCleared: .searchPinCleared
        }
    }
}
