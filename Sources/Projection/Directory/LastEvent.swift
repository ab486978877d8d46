public import Contracts
import EventLog
import Mongo

/// The event that a checkpoint was stored for, so that another log, or one that went another way after an old backup,
/// is not taken for the one that the documents were made from.
public struct LastEvent: Sendable, Hashable {
    public var position: Position
    /// Stream, version, type and time: no two logs have the same at one position.
    public var event: String

    init(_ event: RecordedEvent) {
        position = event.position
        self.event = "\(event.stream)@\(event.version) \(event.type) \(event.recordedAt)"
    }

    init?(_ stored: BSONDocument) {
        guard let position = stored["position"]?.int64Value, let event = stored["event"]?.stringValue else {
            return nil
        }
        self.position = Position(rawValue: position)
        self.event = event
    }

    var bson: BSONDocument { ["position": .int64(position.rawValue), "event": .string(event)] }
}
