import Contracts
import EventLog

/// An event as one projection sees it.
struct DecodedEvent<Event: Sendable>: Sendable {
    enum Content: Sendable {
        case event(Event, touches: [Touch])
        /// Not of interest to the projection.
        case nothing
        case failed(reason: String)
    }

    let place: EventPlace
    let type: String
    /// The size of its payload in bytes, as a measure of what it adds to documents.
    let weight: Int
    /// The document that its stream is about.
    let ownKey: DocumentKey?
    let content: Content
}

extension Projection {
    /// Decodes one event; what the projection cannot decode is a value too.
    func decoded(_ recorded: RecordedEvent, of log: LogName, ownKey: DocumentKey?) -> DecodedEvent<Event> {
        let content: DecodedEvent<Event>.Content
        do {
            content = try decode(recorded).map { .event($0, touches: touches($0)) } ?? .nothing
        } catch {
            content = .failed(reason: String(describing: error))
        }
        return DecodedEvent(recorded, of: log, ownKey: ownKey, content: content)
    }
}

extension DecodedEvent {
    init(_ recorded: RecordedEvent, of log: LogName, ownKey: DocumentKey?, content: Content) {
        self.init(
            place: EventPlace(recorded, in: log),
            type: recorded.type,
            weight: recorded.payload.count,
            ownKey: ownKey,
            content: content
        )
    }
}
