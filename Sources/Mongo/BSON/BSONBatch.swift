/// The documents that a query returned, in one buffer.
///
/// A batch is a collection of ``BSONDocument``s; taking one out copies nothing. See ``BSONDocument/detached()`` for
/// what should outlive the batch.
public struct BSONBatch: Sendable, RandomAccessCollection {
    private let storage: [UInt8]
    /// Where each document begins and ends in `storage`.
    private let ranges: [Range<Int>]

    /// A batch without documents.
    public init() {
        storage = []
        ranges = []
    }

    /// The batch of documents that stand one directly after another.
    init(concatenated storage: [UInt8]) throws(BSONError) {
        var ranges: [Range<Int>] = []
        var start = 0
        while start < storage.count {
            guard start + 5 <= storage.count else { throw BSONError(.malformed, "A document is cut off.") }
            let length = storage.withUnsafeBytes {
                Int(Int32(littleEndian: $0.loadUnaligned(fromByteOffset: start, as: Int32.self)))
            }
            guard length >= 5, length <= storage.count - start else {
                throw BSONError(.malformed, "A document says that it has \(length) bytes.")
            }
            ranges.append(start..<(start + length))
            start += length
        }
        self.storage = storage
        self.ranges = ranges
    }

    /// The batch of the documents at these places.
    init(_ storage: [UInt8], ranges: [Range<Int>]) {
        self.storage = storage
        self.ranges = ranges
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { ranges.count }

    public subscript(position: Int) -> BSONDocument {
        BSONDocument(trusted: storage, in: ranges[position])
    }

    /// The size of the buffer in bytes.
    public var byteCount: Int { storage.count }
}
