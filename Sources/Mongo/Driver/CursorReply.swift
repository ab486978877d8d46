/// The server's answer to a command that opens a cursor: `{cursor: {id, firstBatch: […]}, …}`.
struct CursorReply {
    /// The first batch, in the answer's own buffer.
    let documents: BSONBatch
    /// 0 where the first batch is everything.
    let cursorID: Int64

    init(_ answer: BSONDocument) throws(MongoError) {
        do throws(BSONError) {
            var id: Int64 = 0
            var ranges: [Range<Int>]?
            try answer.withUnsafeBytes { bytes throws(BSONError) in
                var reader = try BSONReader(bytes)
                guard let cursor = try reader.next(named: "cursor") else { return }
                var fields = try cursor.reader()
                while let field = try fields.next() {
                    switch field.name {
                    case "id": id = try field.int64()
                    case "firstBatch": ranges = try Self.ranges(of: field, in: bytes)
                    default: break
                    }
                }
            }
            guard let ranges else {
                throw BSONError(.missing, "The answer has no first batch.", path: "cursor")
            }
            documents = BSONBatch(answer.storage, ranges: ranges)
            cursorID = id
        } catch {
            throw MongoError(error)
        }
    }

    /// Where the batch's documents stand. The answer is the whole of its buffer, so offsets are the same in both.
    private static func ranges(
        of batch: BSONField,
        in bytes: UnsafeRawBufferPointer
    ) throws(BSONError) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var elements = try batch.reader()
        while let element = try elements.next() {
            guard element.type == .document,
                let base = bytes.baseAddress,
                let start = element.bytes.baseAddress
            else { throw BSONError(.malformed, "The batch holds something else than documents.") }
            let offset = start - base
            ranges.append(offset..<(offset + element.bytes.count))
        }
        return ranges
    }
}
