/// Writes a document front to back into one buffer, without a tree in between.
///
/// ```swift
/// var writer = BSONWriter(capacity: 2_000)
/// writer.append("_id", movie.id)
/// writer.append("title", movie.title)
/// writer.append("year", ifPresent: movie.year)
/// writer.array("credits") { credits in
///     for credit in movie.credits {
///         credits.document { $0.append("name", credit.name) }
///     }
/// }
/// let document = writer.finish()
/// ```
///
/// A literal key costs least. A key that is written twice stays twice: the caller decides the fields. A NUL inside a
/// key, which BSON cannot hold, becomes U+FFFD.
public struct BSONWriter: ~Copyable {
    @usableFromInline var buffer: BSONBuffer

    /// A writer whose buffer has room for `capacity` bytes.
    public init(capacity: Int = 256) {
        buffer = BSONBuffer(capacity: capacity)
        _ = buffer.open()
    }

    @usableFromInline init(_ buffer: consuming BSONBuffer) {
        self.buffer = buffer
    }

    /// How many bytes were written so far.
    public var byteCount: Int { buffer.count }

    /// The document.
    public consuming func finish() -> BSONDocument {
        buffer.close(0)
        let bytes = Array(buffer.written)
        return BSONDocument(trusted: bytes, in: bytes.indices)
    }

    /// Ends the document and gives its bytes to `body`, without a copy. They are valid only inside.
    consuming func finish<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        buffer.close(0)
        return try body(buffer.written)
    }

    /// Appends a field with a literal key.
    @inlinable public mutating func append(_ key: StaticString, _ value: some BSONPrimitive) {
        buffer.header(value.bsonType, key)
        value.append(to: &buffer)
    }

    /// Appends a field whose key is known only at run time.
    @_disfavoredOverload
    @inlinable public mutating func append(_ key: String, _ value: some BSONPrimitive) {
        buffer.header(value.bsonType, key)
        value.append(to: &buffer)
    }

    /// Appends the field where there is a value, and nothing where there is none.
    @inlinable public mutating func append(_ key: StaticString, ifPresent value: (some BSONPrimitive)?) {
        if let value { append(key, value) }
    }

    /// Appends a null.
    public mutating func appendNull(_ key: StaticString) {
        buffer.header(.null, key)
    }

    /// Appends a date in milliseconds since 1970, UTC.
    public mutating func append(_ key: StaticString, millisecondsSince1970 value: Int64) {
        buffer.header(.date, key)
        buffer.append(value)
    }

    /// Appends a string of UTF-8 bytes that are known to be well-formed.
    public mutating func append(_ key: StaticString, utf8 text: UnsafeRawBufferPointer) {
        buffer.header(.string, key)
        buffer.appendString(text)
    }

    /// Appends every field of another document.
    public mutating func append(contentsOf document: BSONDocument) {
        document.withUnsafeBytes {
            buffer.append(contentsOf: UnsafeRawBufferPointer(rebasing: $0[4..<($0.count - 1)]))
        }
    }

    /// Appends a nested document, which `body` fills.
    @inlinable public mutating func document<Failure: Error>(
        _ key: StaticString,
        _ body: (inout BSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        buffer.header(.document, key)
        let start = buffer.open()
        try body(&self)
        buffer.close(start)
    }

    /// Appends a nested document with a key known only at run time.
    @_disfavoredOverload
    @inlinable public mutating func document<Failure: Error>(
        _ key: String,
        _ body: (inout BSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        buffer.header(.document, key)
        let start = buffer.open()
        try body(&self)
        buffer.close(start)
    }

    /// Appends an array, which `body` fills.
    @inlinable public mutating func array<Failure: Error>(
        _ key: StaticString,
        _ body: (inout BSONArrayWriter) throws(Failure) -> Void
    ) throws(Failure) {
        buffer.header(.array, key)
        let start = buffer.open()
        var elements = BSONArrayWriter(buffer.take())
        do throws(Failure) {
            try body(&elements)
        } catch {
            buffer = elements.buffer.take()
            throw error
        }
        buffer = elements.buffer.take()
        buffer.close(start)
    }

    /// Appends an array of simple values.
    @inlinable public mutating func array(_ key: StaticString, of values: some Sequence<some BSONPrimitive>) {
        array(key) { elements in
            for value in values { elements.append(value) }
        }
    }
}
