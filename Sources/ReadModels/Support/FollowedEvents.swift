import Contracts
import EventLog

/// The events that a projection reads; all others are passed over by their type, before any JSON.
struct FollowedEvents: Sendable {
    /// The kinds that the projection folds.
    let kinds: Set<CatalogEvent.Kind>
    /// How the names of the streams begin in which it must not miss anything.
    let streams: [String]

    /// All that happens to films and their credits.
    static let ofMovies: Set<CatalogEvent.Kind> = [
        .movieRegistered, .movieRevised, .movieWithdrawn, .movieRestored, .creditAdded, .creditRevised,
        .creditRemoved,
    ]

    /// Reads an event; nil where the projection does not care about it.
    ///
    /// - Throws: ``EventDecodingError``, also for a type that this build does not know in one of the streams.
    func decode(_ recorded: RecordedEvent) throws(EventDecodingError) -> CatalogEvent? {
        guard let kind = CatalogEvent.Kind(rawValue: recorded.type) else {
            for prefix in streams where recorded.stream.hasPrefix(prefix) {
                throw .unknownType(recorded.type)
            }
            return nil
        }
        guard kinds.contains(kind) else { return nil }
        return try CatalogEvent(type: recorded.type, schema: recorded.schema, payload: recorded.payload)
    }
}
