import Contracts
import Mongo

/// The stored form of a document: the engine's fields first, then the projection's.
///
/// `{_id, _pos: {log: position}, _fence, version, _stale?, gone?, …}`. One order of fields, so that equal documents have
/// equal bytes.
struct DocumentCoder<Document: ProjectedDocument>: Sendable {
    let log: LogName

    /// What a stored document says before its own fields begin.
    struct Header {
        var key: DocumentKey?
        var position = Position.start
        var fence: Int64 = 0
        var version: Int64 = 0
        var isStale = false
        var isGone = false
    }

    /// The bytes to store. An absent document has none and must not be given.
    func encode(_ key: DocumentKey, _ folded: FoldedDocument<Document>, fence: Int64) -> BSONDocument {
        var writer = BSONWriter(capacity: 2_048)
        encode(key, folded, fence: fence, to: &writer)
        return writer.finish()
    }

    /// Writes what is stored.
    func encode(
        _ key: DocumentKey,
        _ folded: FoldedDocument<Document>,
        fence: Int64,
        to writer: inout BSONWriter
    ) {
        switch key {
        case .int(let number): writer.append("_id", number)
        case .string(let code): writer.append("_id", code)
        }
        writer.document("_pos") { $0.append(log.rawValue, folded.position.rawValue) }
        writer.append("_fence", fence)
        writer.append("version", folded.version)
        if folded.isStale { writer.append("_stale", true) }
        switch folded.state {
        case .present(let document): document.encode(to: &writer)
        case .gone: writer.append("gone", true)
        case .absent: break
        }
    }

    /// Reads a stored document whole.
    func decode(_ stored: BSONDocument) throws -> (key: DocumentKey, folded: FoldedDocument<Document>) {
        let header = try header(of: stored)
        guard let key = header.key else {
            throw BSONError(.missing, "A document of a read model has no usable _id.", path: "_id")
        }
        let state: DocumentState<Document> = header.isGone ? .gone : .present(try Document(bson: stored))
        return (
            key,
            FoldedDocument(
                state: state,
                position: header.position,
                version: header.version,
                isStale: header.isStale
            )
        )
    }

    /// Reads only what stands before the projection's fields.
    func header(of stored: BSONDocument) throws(BSONError) -> Header {
        try stored.withReader { reader throws(BSONError) in
            var header = Header()
            while let field = try reader.next() {
                switch field.name {
                case "_id": header.key = DocumentKey(try field.value())
                case "_pos":
                    var positions = try field.reader()
                    while let position = try positions.next() {
                        if position.name.bytes.elementsEqual(log.rawValue.utf8) {
                            header.position = Position(rawValue: try position.int64())
                        }
                    }
                case "_fence": header.fence = try field.int64()
                case "version": header.version = try field.int64()
                case "_stale": header.isStale = try field.bool()
                case "gone": header.isGone = try field.bool()
                default: return header
                }
            }
            return header
        }
    }

    /// Whether the stored bytes are what the fold gives, whoever wrote them (`_fence` is not compared).
    func matches(_ stored: BSONDocument, _ key: DocumentKey, _ folded: FoldedDocument<Document>) -> Bool {
        guard let fence = try? header(of: stored).fence else { return false }
        return encode(key, folded, fence: fence) == stored
    }
}
