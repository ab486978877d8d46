public import NIOCore

extension BSONDocument {
    /// Appends the document as a JSON object, straight from its bytes: no tree, no strings, one reservation.
    ///
    /// Integers and truth values stay what they are; doubles become the shortest digits that read back the same, whole
    /// ones without a fraction (`7.0` → `7`), and `null` where JSON has no number for them; dates become ISO 8601 in
    /// UTC; binaries Base64; object ids hexadecimal text. Cost: about 1 µs per kilobyte.
    ///
    /// - Throws: ``BSONError`` where the bytes are broken or hold a type that JSON has no word for (decimal128, regex,
    ///   minKey, …). Nothing is appended then.
    public func writeJSON(into buffer: inout ByteBuffer, _ shape: JSONShape = .all) throws(BSONError) {
        var failure: BSONError?
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: JSONSink.bound(byteCount, shape)) { memory in
            guard let start = memory.baseAddress else { return 0 }
            do throws(BSONError) {
                return try withUnsafeBytes { bytes throws(BSONError) in
                    var sink = JSONSink(start)
                    var reader = try BSONReader(bytes)
                    try sink.object(&reader, shape)
                    return sink.count(since: start)
                }
            } catch {
                failure = error
                return 0
            }
        }
        if let failure { throw failure }
    }
}
