public import Contracts
import EventLog

/// Where and when an event stands, for folds that show it.
public struct EventPlace: Hashable, Sendable {
    public var log: LogName
    public var position: Position
    /// The stream, such as `movie-42`.
    public var stream: String
    /// The event's number within its stream: 1, 2, 3, …
    public var version: Int64
    /// When the command was accepted: milliseconds since 1970, UTC.
    public var recordedAt: Int64

    public init(log: LogName, position: Position, stream: String, version: Int64, recordedAt: Int64) {
        self.log = log
        self.position = position
        self.stream = stream
        self.version = version
        self.recordedAt = recordedAt
    }
}

extension EventPlace {
    init(_ event: RecordedEvent, in log: LogName) {
        self.init(
            log: log,
            position: event.position,
            stream: event.stream,
            version: event.version,
            recordedAt: event.recordedAt
        )
    }
}
