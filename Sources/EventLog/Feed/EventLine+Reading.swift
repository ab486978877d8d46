import Contracts
import JSONKit

extension EventLine {
    /// Reads the events of a body of lines.
    ///
    /// - Throws: ``EventLogError`` `badAnswer` when a line is not an event; `source` says in it where the body came from.
    public static func read(_ body: UnsafeBufferPointer<UInt8>, from source: String) throws -> [RecordedEvent]
    {
        var events: [RecordedEvent] = []
        for line in body.split(separator: 10) {
            do {
                events.append(try event(UnsafeBufferPointer(rebasing: line)))
            } catch {
                throw EventLogError(.badAnswer, "\(source) sent a line that is no event: \(error).")
            }
        }
        return events
    }

    private static func event(_ line: UnsafeBufferPointer<UInt8>) throws(JSONError) -> RecordedEvent {
        var position: Int64?
        var stream: String?
        var version: Int64?
        var type: String?
        var schema: Int64?
        var payload: [UInt8]?
        var commandID: Int64?
        var recordedAt: Int64?
        try JSONReader.read(line) { (reader: inout JSONReader) throws(JSONError) in
            try reader.object { (key, reader: inout JSONReader) throws(JSONError) in
                switch key {
                case "position": position = try reader.int()
                case "stream": stream = try reader.string()
                case "version": version = try reader.int()
                case "type": type = try reader.string()
                case "schema": schema = try reader.int()
                case "payload": payload = try reader.raw()
                case "command_id": commandID = try reader.int()
                case "recorded_at": recordedAt = try reader.int()
                default: try reader.skip()
                }
            }
        }
        guard let position, let stream, let version, let type, let schema, let payload, let commandID,
            let recordedAt
        else { throw JSONError("a member is missing", at: line.count) }
        return RecordedEvent(
            position: Position(rawValue: position),
            stream: stream,
            version: version,
            type: type,
            schema: Int(schema),
            payload: payload,
            commandID: commandID,
            recordedAt: recordedAt
        )
    }
}
