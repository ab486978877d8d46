/// Writes the elements of an array one after another; ``BSONWriter/array(_:_:)`` gives one.
public struct BSONArrayWriter: ~Copyable {
    @usableFromInline var buffer: BSONBuffer
    /// How many elements the array has.
    public private(set) var count = 0

    @usableFromInline init(_ buffer: consuming BSONBuffer) {
        self.buffer = buffer
    }

    /// How many bytes the whole document has so far.
    var byteCount: Int { buffer.count }

    /// Writes the type and the next index, BSON's name of an array element.
    @usableFromInline mutating func header(_ type: BSONType) {
        buffer.header(type, index: count)
        count += 1
    }

    /// Appends a value.
    @inlinable public mutating func append(_ value: some BSONPrimitive) {
        header(value.bsonType)
        value.append(to: &buffer)
    }

    /// Appends a document, which `body` fills.
    @inlinable public mutating func document<Failure: Error>(
        _ body: (inout BSONWriter) throws(Failure) -> Void
    ) throws(Failure) {
        header(.document)
        let start = buffer.open()
        var writer = BSONWriter(buffer.take())
        do throws(Failure) {
            try body(&writer)
        } catch {
            buffer = writer.buffer.take()
            throw error
        }
        buffer = writer.buffer.take()
        buffer.close(start)
    }

    /// Appends an array, which `body` fills.
    @inlinable public mutating func array<Failure: Error>(
        _ body: (inout BSONArrayWriter) throws(Failure) -> Void
    ) throws(Failure) {
        header(.array)
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
}
