import Contracts
import EventLog
import JSONKit
import WriteSide

/// The answers to accepted commands: which entity, and under which identifier and slug it is found.
extension Decision where Event == CatalogEvent {
    static func movie(_ id: MovieID, slug: String, created: Bool = false, _ events: [CatalogEvent]) -> Self {
        entity(CatalogEvent.stream(ofMovie: id), .int(id.rawValue), slug, created, events)
    }

    static func person(_ id: PersonID, slug: String, created: Bool = false, _ events: [CatalogEvent]) -> Self
    {
        entity(CatalogEvent.stream(ofPerson: id), .int(id.rawValue), slug, created, events)
    }

    static func genre(_ genre: GenreReference, created: Bool = false, _ events: [CatalogEvent]) -> Self {
        entity(CatalogEvent.stream(ofGenre: genre.id), .int(genre.id.rawValue), genre.slug, created, events)
    }

    static func country(_ code: CountryCode, created: Bool = false, _ events: [CatalogEvent]) -> Self {
        entity(CatalogEvent.stream(ofCountry: code), .string(code.rawValue), nil, created, events)
    }

    static func language(_ code: LanguageCode, created: Bool = false, _ events: [CatalogEvent]) -> Self {
        entity(CatalogEvent.stream(ofLanguage: code), .string(code.rawValue), nil, created, events)
    }

    static func searchPin(_ query: String, created: Bool = false, _ events: [CatalogEvent]) -> Self {
        entity(CatalogEvent.stream(ofSearchPin: query), .string(query), nil, created, events)
    }

    /// The answer to a change of one credit: the film's version, the credit's identifier.
    static func credit(_ credit: CreditID, of movie: MovieID, created: Bool = false, _ events: [CatalogEvent])
        -> Self
    {
        entity(CatalogEvent.stream(ofMovie: movie), .int(credit.rawValue), nil, created, events)
    }

    private static func entity(
        _ stream: String,
        _ id: JSONValue,
        _ slug: String?,
        _ created: Bool,
        _ events: [CatalogEvent]
    ) -> Self {
        var writer = JSONWriter(capacity: 96)
        writer.beginObject()
        writer.key("id")
        writer.value(id)
        if let slug {
            writer.key("slug")
            writer.string(slug)
        }
        writer.endObject()
        return Decision(
            events: events,
            answer: Answer(stream: stream, isCreated: created, body: writer.bytes)
        )
    }
}
