import Contracts
public import JSONKit

/// One event as one line of NDJSON: how events go over HTTP and into an export.
///
/// ```
/// {"position":1,"stream":"movie-1","version":1,"type":"movie-registered","schema":1,
///  "command_id":1,"recorded_at":1795219200000,"payload":{…}}
/// ```
///
/// (in one line). The payload stands there as the log keeps it, byte for byte. Readers ignore members they do not know.
public enum EventLine {
    /// The media type of a body of such lines.
    public static let mediaType = "application/x-ndjson"

    /// Writes an event and a line feed.
    public static func write(_ event: RecordedEvent, to writer: inout JSONWriter) {
        writer.beginObject()
        writeMembers(event, to: &writer)
        writer.endObject()
        writer.newline()
    }

    /// Writes an event with everything that the log knows about it, and a line feed: adds `actor`, `correlation_id` and
    /// `hash` (hexadecimal).
    public static func write(_ entry: LogEntry, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("actor")
        writer.string(entry.actor)
        writer.key("correlation_id")
        writer.string(entry.correlationID)
        writer.key("hash")
        writer.string(entry.hash.description)
        writeMembers(entry.event, to: &writer)
        writer.endObject()
        writer.newline()
    }

    private static func writeMembers(_ event: RecordedEvent, to writer: inout JSONWriter) {
        writer.key("position")
        writer.int(event.position.rawValue)
        writer.key("stream")
        writer.string(event.stream)
        writer.key("version")
        writer.int(event.version)
        writer.key("type")
        writer.string(event.type)
        writer.key("schema")
        writer.int(event.schema)
        writer.key("command_id")
        writer.int(event.commandID)
        writer.key("recorded_at")
        writer.int(event.recordedAt)
        writer.key("payload")
        writer.raw(event.payload)
    }
}
