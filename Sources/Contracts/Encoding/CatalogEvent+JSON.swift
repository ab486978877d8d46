import JSONKit

extension CatalogEvent {
    /// The event's payload as the log keeps it: JSON with absent facts left out.
    public var payload: [UInt8] {
        var writer = JSONWriter(capacity: 512)
        write(to: &writer)
        return writer.bytes
    }

    /// Reads a recorded event, lifting an old payload to the newest shape first.
    ///
    /// - Throws: ``EventDecodingError`` for a type or schema that this build does not know and for a broken payload.
    public init(
        type: String,
        schema: Int,
        payload: [UInt8],
        upcasters: Upcasters = .catalog
    ) throws(EventDecodingError) {
        guard let kind = Kind(rawValue: type) else { throw .unknownType(type) }
        let lifted = try upcasters.lift(type: type, schema: schema, payload: payload)
        do {
            self = try JSONReader.read(lifted) { (reader: inout JSONReader) throws(JSONError) in
                try Self(kind, from: &reader)
            }
        } catch {
            throw .malformed(type: type, schema: schema, error)
        }
    }

    private init(_ kind: Kind, from reader: inout JSONReader) throws(JSONError) {
        switch kind {
        case .movieRegistered:
            let movie = try MoviePayload(from: &reader)
            self = .movieRegistered(MovieRegistered(id: movie.id, facts: movie.facts))
        case .movieRestored:
            let movie = try MoviePayload(from: &reader)
            self = .movieRestored(MovieRestored(id: movie.id, facts: movie.facts))
        case .movieRevised: self = .movieRevised(try MovieRevised(from: &reader))
        case .movieWithdrawn: self = .movieWithdrawn(try MovieWithdrawn(from: &reader))
        case .creditAdded: self = .creditAdded(try CreditAdded(from: &reader))
        case .creditRevised: self = .creditRevised(try CreditRevised(from: &reader))
        case .creditRemoved: self = .creditRemoved(try CreditRemoved(from: &reader))
        case .personRegistered: self = .personRegistered(try PersonRegistered(from: &reader))
        case .personRestored: self = .personRestored(try PersonRegistered(from: &reader))
        case .personRevised: self = .personRevised(try PersonRevised(from: &reader))
        case .personWithdrawn: self = .personWithdrawn(try PersonWithdrawn(from: &reader))
        case .genreRegistered: self = .genreRegistered(GenreChanged(genre: try GenreReference(from: &reader)))
        case .genreRevised: self = .genreRevised(GenreChanged(genre: try GenreReference(from: &reader)))
        case .genreWithdrawn: self = .genreWithdrawn(GenreChanged(genre: try GenreReference(from: &reader)))
        case .genreRestored: self = .genreRestored(GenreChanged(genre: try GenreReference(from: &reader)))
        case .countryRegistered:
            self = .countryRegistered(CountryChanged(country: try CountryReference(from: &reader)))
        case .countryRevised:
            self = .countryRevised(CountryChanged(country: try CountryReference(from: &reader)))
        case .countryWithdrawn:
            self = .countryWithdrawn(CountryChanged(country: try CountryReference(from: &reader)))
        case .countryRestored:
            self = .countryRestored(CountryChanged(country: try CountryReference(from: &reader)))
        case .languageRegistered:
            self = .languageRegistered(LanguageChanged(language: try LanguageReference(from: &reader)))
        case .languageRevised:
            self = .languageRevised(LanguageChanged(language: try LanguageReference(from: &reader)))
        case .languageWithdrawn:
            self = .languageWithdrawn(LanguageChanged(language: try LanguageReference(from: &reader)))
        case .languageRestored:
            self = .languageRestored(LanguageChanged(language: try LanguageReference(from: &reader)))
        case .searchPinSet: self = .searchPinSet(try SearchPinSet(from: &reader))
        case .searchPinCleared: self = .searchPinCleared(try SearchPinCleared(from: &reader))
        }
    }

    private func write(to writer: inout JSONWriter) {
        switch self {
        case .movieRegistered(let event): MoviePayload(id: event.id, facts: event.facts).write(to: &writer)
        case .movieRestored(let event): MoviePayload(id: event.id, facts: event.facts).write(to: &writer)
        case .movieRevised(let event): event.write(to: &writer)
        case .movieWithdrawn(let event): event.write(to: &writer)
        case .creditAdded(let event): event.write(to: &writer)
        case .creditRevised(let event): event.write(to: &writer)
        case .creditRemoved(let event): event.write(to: &writer)
        case .personRegistered(let event), .personRestored(let event): event.write(to: &writer)
        case .personRevised(let event): event.write(to: &writer)
        case .personWithdrawn(let event): event.write(to: &writer)
        case .genreRegistered(let event), .genreRevised(let event), .genreWithdrawn(let event),
            .genreRestored(let event):
            event.genre.write(to: &writer)
        case .countryRegistered(let event), .countryRevised(let event), .countryWithdrawn(let event),
            .countryRestored(let event):
            event.country.write(to: &writer)
        case .languageRegistered(let event), .languageRevised(let event), .languageWithdrawn(let event),
            .languageRestored(let event):
            event.language.write(to: &writer)
        case .searchPinSet(let event): event.write(to: &writer)
        case .searchPinCleared(let event): event.write(to: &writer)
        }
    }
}
