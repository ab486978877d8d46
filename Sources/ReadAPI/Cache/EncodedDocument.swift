import HTTPKit
import Mongo
import NIOCore

/// One document as readers get it, encoded once.
struct EncodedDocument: Sendable {
    let etag: ETag
    /// Whether events of the document are parked.
    let isStale: Bool
    /// JSON with all fields.
    let json: ByteBuffer
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
        // Room was made for the longest that it could have become.
        var exact = ByteBufferAllocator().buffer(capacity: buffer.readableBytes)
        exact.writeImmutableBuffer(buffer)
        json = exact
    }

    /// Bytes that it takes in a cache, about.
    var cost: Int { json.storageCapacity + (slug?.utf8.count ?? 0) + 200 }
}
