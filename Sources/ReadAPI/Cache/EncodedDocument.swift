import HTTPKit
import Mongo
import NIOCore

/// One document as readers get it, encoded once.
struct EncodedDocument: Sendable {
    let etag: ETag
    /// Whether events of the document are parked.
    let isStale: Bool
    /// JSON with all fields, in an array because a buffer's room is a power of two.
    let json: [UInt8]
    /// What else names the document; nil for documents that have none.
    let slug: String?

    /// Encodes a stored document; nil for a tombstone.
    init?(_ document: BSONDocument, _ model: ReadModelInfo) throws(ReadError) {
        let header = try DocumentHeader(document)
        if header.isGone { return nil }
        etag = header.etag
        isStale = header.isStale
        var buffer = ByteBuffer()
        do throws(BSONError) {
            try document.writeJSON(into: &buffer, model.shape)
            slug = try document.withReader { reader throws(BSONError) in
                try reader.next(named: "slug")?.string()
            }
        } catch {
            throw .broken(reason: error.description)
        }
        json = Array(buffer.readableBytesView)
    }

    /// Bytes that it takes in a cache, about.
    var cost: Int { json.count + (slug?.utf8.count ?? 0) + 200 }
}
