public import Contracts
public import EventLog
public import Projection

/// An event of a script with its place in the log.
public struct ScriptedEvent: Hashable, Sendable {
    public let event: CatalogEvent
    public let place: EventPlace

    public init(_ event: CatalogEvent, _ place: EventPlace) {
        self.event = event
        self.place = place
    }

    /// The event as the log would hold it.
    public var recorded: RecordedEvent {
        RecordedEvent(
            position: place.position,
            stream: place.stream,
            version: place.version,
            type: event.type,
            schema: event.schema,
            payload: event.payload,
            commandID: place.position.rawValue,
            recordedAt: place.recordedAt
        )
    }
}

/// Gives events their places: positions without gaps, versions by stream, one second apart.
public struct ScriptedLog: Sendable {
    public private(set) var events: [ScriptedEvent] = []
    private var versions: [String: Int64] = [:]

    public init() {}

    /// The position of the last event.
    public var position: Position { Position(rawValue: Int64(events.count)) }

    @discardableResult
    public mutating func append(_ event: CatalogEvent) -> ScriptedEvent {
        let stream = event.stream
        versions[stream, default: 0] += 1
        let place = EventPlace(
            log: .catalog,
            position: position.next,
            stream: stream,
            version: versions[stream, default: 0],
            recordedAt: 1_700_000_000_000 + 1_000 * position.next.rawValue
        )
        let scripted = ScriptedEvent(event, place)
        events.append(scripted)
        return scripted
    }
}
