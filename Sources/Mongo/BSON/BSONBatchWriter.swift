/// Writes documents one directly after another into one buffer, which they share as a ``BSONBatch``: for bulk writes,
/// where a buffer for each would be most of the work.
public struct BSONBatchWriter: ~Copyable {
    private var buffer: BSONBuffer
    private var ranges: [Range<Int>] = []

    /// A writer whose buffer has room for `capacity` bytes.
    public init(capacity: Int) {
        buffer = BSONBuffer(capacity: capacity)
    }

    /// Appends a document, which `body` fills.
    public mutating func append(_ body: (inout BSONWriter) -> Void) {
        let start = buffer.open()
        var writer = BSONWriter(buffer.take())
        body(&writer)
        buffer = writer.buffer.take()
        buffer.close(start)
        ranges.append(start..<buffer.count)
    }

    /// The documents, in their order.
    public consuming func finish() -> BSONBatch {
        BSONBatch(Array(buffer.written), ranges: ranges)
    }
}
