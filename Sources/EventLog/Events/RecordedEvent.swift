public import Contracts

/// A fact as the log holds it.
///
/// The payload is the JSON text that the service encoded, byte for byte; the log never looks into it. `type` and
/// `schema` say which decoder of the service reads it.
public struct RecordedEvent: Sendable, Hashable {
    /// The event's place in its log.
    public let position: Position
    /// The entity whose fact this is, such as `movie-42`.
    public let stream: String
    /// The event's place in its stream: 1, 2, 3, … without gaps.
    public let version: Int64
    /// What happened, such as `movie-registered`.
    public let type: String
    /// Which shape of that type the payload has; 1 is the first.
    public let schema: Int
    /// JSON text in UTF-8.
    public let payload: [UInt8]
    /// The accepted command that left the event; one command may leave several.
    public let commandID: Int64
    /// When the command was accepted, in milliseconds since 1970 (UTC). It never decreases along the log.
    public let recordedAt: Int64

    public init(
        position: Position,
        stream: String,
        version: Int64,
        type: String,
        schema: Int,
        payload: [UInt8],
        commandID: Int64,
        recordedAt: Int64
    ) {
        self.position = position
        self.stream = stream
        self.version = version
        self.type = type
        self.schema = schema
        self.payload = payload
        self.commandID = commandID
        self.recordedAt = recordedAt
    }
}
