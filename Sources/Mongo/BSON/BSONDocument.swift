import Glibc

/// A BSON document: immutable bytes, read in place.
///
/// The bytes may be a part of a larger buffer that several documents share (a batch that a query returned, a document
/// inside another one). So taking an element out costs no copy, but one small document keeps the whole buffer alive;
/// ``detached()`` gives it a buffer of its own, for what stays in a cache.
public struct BSONDocument: Sendable {
    let storage: [UInt8]
    let range: Range<Int>

    /// A document of bytes that are known to be one; nothing is checked but what reading needs anyway.
    init(trusted storage: [UInt8], in range: Range<Int>) {
        self.storage = storage
        self.range = range
    }

    /// The document of these bytes.
    ///
    /// - Throws: ``BSONError/Kind-swift.enum/malformed`` where they are not one document, with everything in it valid.
    ///   Cost: one pass over the bytes.
    public init(bytes: [UInt8]) throws(BSONError) {
        try BSONValidator.validate(bytes)
        self.init(trusted: bytes, in: 0..<bytes.count)
    }

    /// The empty document.
    public init() {
        self.init(trusted: [5, 0, 0, 0, 0], in: 0..<5)
    }

    /// How many bytes it has.
    public var byteCount: Int { range.count }

    /// The document's bytes; a copy unless the document has its buffer for itself.
    public var bytes: [UInt8] {
        range.lowerBound == 0 && range.upperBound == storage.count ? storage : Array(storage[range])
    }

    /// Whether it has no elements.
    public var isEmpty: Bool { byteCount <= 5 }

    /// The same document in a buffer of its own.
    public func detached() -> BSONDocument {
        BSONDocument(trusted: bytes, in: 0..<byteCount)
    }

    /// Calls `body` with the document's bytes, without a copy. The pointer is valid only inside.
    public func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try storage.withUnsafeBufferPointer { buffer throws(Failure) -> Result in
            try body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[range]))
        }
    }

    /// Reads the document element by element, without a tree and without copies. See ``BSONReader``.
    public func withReader<Result>(
        _ body: (inout BSONReader) throws(BSONError) -> Result
    ) throws(BSONError) -> Result {
        try withUnsafeBytes { bytes throws(BSONError) -> Result in
            var reader = try BSONReader(bytes)
            return try body(&reader)
        }
    }
}

extension BSONDocument: Hashable {
    /// Whether both have the same bytes: order of fields and types of numbers count.
    public static func == (left: BSONDocument, right: BSONDocument) -> Bool {
        guard left.byteCount == right.byteCount else { return false }
        return left.withUnsafeBytes { one in
            right.withUnsafeBytes { other in
                guard let first = one.baseAddress, let second = other.baseAddress else { return true }
                return memcmp(first, second, one.count) == 0
            }
        }
    }

    public func hash(into hasher: inout Hasher) {
        withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}
