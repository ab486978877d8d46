import Contracts
import EventLog

/// An event as one projection sees it; a class, since it passes through many hands, and none of them knows its size.
final class DecodedEvent<Event: Sendable>: Sendable {
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

    /// Whether it is of no interest.
    var isNothing: Bool {
        if case .nothing = content { true } else { false }
    }

    init(_ recorded: RecordedEvent, of log: LogName, ownKey: DocumentKey?, content: Content) {
        place = EventPlace(recorded, in: log)
        type = recorded.type
        weight = recorded.payload.count
        self.ownKey = ownKey
        self.content = content
    }
}

extension Projection {
    /// Decodes one event; what the projection cannot decode is a value too.
    func decoded(_ recorded: RecordedEvent, of log: LogName, ownKey: DocumentKey?) -> DecodedEvent<Event> {
        DecodedEvent(recorded, of: log, ownKey: ownKey, content: content(of: recorded))
    }

    private func content(of recorded: RecordedEvent) -> DecodedEvent<Event>.Content {
        do {
            guard let event = try decode(recorded) else { return .nothing }
            return .event(event, touches: touches(event))
        } catch {
            return .failed(reason: String(describing: error))
        }
    }
}
