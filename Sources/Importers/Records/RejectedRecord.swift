import CatalogService
public import JSONKit

/// A record that could not be imported, and why.
public struct RejectedRecord: Hashable, Sendable, CustomStringConvertible {
    public let place: RecordPlace
    /// A sentence; names every wrong field.
    public let reason: String
    /// The record as it stood, or the film that was made of it; nil when it is no JSON.
    let record: [UInt8]?

    init(_ place: RecordPlace, reason: String, record: [UInt8]? = nil) {
        self.place = place
        self.reason = reason
        self.record = record
    }

    init(_ film: SourceFilm, reason: String) {
        var writer = JSONWriter(capacity: 512)
        film.movie.write(to: &writer)
        self.init(film.place, reason: reason, record: writer.bytes)
    }

    public var description: String {
        let record = place.record.map { ", record \($0)" } ?? ""
        return "\(place.file)\(record): \(reason)"
    }

    /// Writes a line of the rejects file: `{"file", "record", "reason", "film"}`.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("file")
        writer.string(place.file)
        writer.key("record")
        if let number = place.record { writer.int(number) } else { writer.null() }
        writer.key("reason")
        writer.string(reason)
        if let record {
            writer.key("film")
            writer.raw(record)
        }
        writer.endObject()
        writer.newline()
    }
}
