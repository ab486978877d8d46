public import Contracts

/// An event that could not be applied, or that waits behind one of the same document.
public struct DeadLetter: Sendable, Hashable {
    public var projection: String
    /// The collection that lacks the event.
    public var collection: String
    public var log: LogName
    public var position: Position
    /// The event's stream, version and type.
    public var stream: String
    public var version: Int64
    public var type: String
    /// The document that it was not applied to; nil where the event could not be read and names none.
    public var key: DocumentKey?
    /// What was wrong; nil for an event that only waits behind another one.
    public var error: String?
    /// Whether the event could not be read at all; then everything that its stream touches waits.
    public var isUndecodable: Bool
    /// When it was parked: milliseconds since 1970, UTC.
    public var parkedAt: Int64

    /// Whether it waits behind an earlier dead letter and has not failed itself.
    public var isWaiting: Bool { error == nil }
}
