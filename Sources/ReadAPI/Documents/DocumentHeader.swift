import HTTPKit
import Mongo

/// What the engine wrote at the front of a stored document.
struct DocumentHeader: Sendable {
    var version: Int64 = 0
    /// The last event of the catalog's log that the document includes.
    var position: Int64 = 0
    /// Whether events of the document are parked.
    var isStale = false
    /// Whether it is a tombstone.
    var isGone = false

    /// Reads the fields before the document's own. Cost: a few elements, whatever the document's size.
    init(_ document: BSONDocument) throws(ReadError) {
        do throws(BSONError) {
            self = try document.withReader { reader throws(BSONError) in
                var header = DocumentHeader()
                while let field = try reader.next() {
                    switch field.name {
                    case "_id", "_fence": continue
                    case "_pos":
                        var positions = try field.reader()
                        header.position = try positions.next(named: "catalog")?.int64() ?? 0
                    case "version": header.version = try field.int64()
                    case "_stale": header.isStale = try field.bool()
                    case "gone": header.isGone = try field.bool()
                    default: return header
                    }
                }
                return header
            }
        } catch {
            throw .broken(reason: error.description)
        }
    }

    private init() {}

    /// Names the state of the document that a reader gets.
    var etag: ETag {
        isStale ? ETag("\(version).\(position)-stale") : ETag(version: version, position: position)
    }
}
