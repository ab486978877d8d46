/// The growing bytes under the writers: headers, lengths and raw values.
///
/// It is public only because ``BSONPrimitive`` names it; nobody else creates one.
public struct BSONBuffer: Sendable {
    var bytes: [UInt8]

    init(capacity: Int) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Moves the bytes out, so that a nested writer appends to them without a copy.
    @usableFromInline mutating func take() -> BSONBuffer {
        var taken = BSONBuffer(capacity: 0)
        swap(&taken, &self)
        return taken
    }

    /// Begins a document or an array; its length is filled in by ``close(_:)``.
    @usableFromInline mutating func open() -> Int {
        let start = bytes.count
        append(Int32(0))
        return start
    }

    /// Ends the document or array that began at `start`.
    @usableFromInline mutating func close(_ start: Int) {
        bytes.append(0)
        // A document of more than 2 GiB cannot be stored anyway; the server refuses one of more than 16 MiB.
        patch(Int32(clamping: bytes.count - start), at: start)
    }

    @usableFromInline mutating func header(_ type: BSONType, _ key: StaticString) {
        bytes.append(type.rawValue)
        key.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(0)
    }

    @usableFromInline mutating func header(_ type: BSONType, _ key: String) {
        bytes.append(type.rawValue)
        if key.utf8.contains(0) {
            bytes.append(contentsOf: key.utf8.flatMap { $0 == 0 ? [0xEF, 0xBF, 0xBD] : [$0] })
        } else {
            bytes.append(contentsOf: key.utf8)
        }
        bytes.append(0)
    }

    mutating func header(_ type: BSONType, index: Int) {
        bytes.append(type.rawValue)
        if index < 10 {
            bytes.append(UInt8(truncatingIfNeeded: 48 + index))
        } else {
            bytes.append(contentsOf: String(index).utf8)
        }
        bytes.append(0)
    }

    mutating func append(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func appendString(_ text: UnsafeRawBufferPointer) {
        append(Int32(clamping: text.count + 1))
        bytes.append(contentsOf: text)
        bytes.append(0)
    }

    mutating func appendString(_ text: String) {
        var text = text
        text.withUTF8 { appendString(UnsafeRawBufferPointer($0)) }
    }

    /// A NUL-terminated string; what follows a NUL in it is dropped, for BSON cannot hold it.
    mutating func appendCString(_ text: String) {
        bytes.append(contentsOf: text.utf8.prefix { $0 != 0 })
        bytes.append(0)
    }

    private mutating func patch(_ value: Int32, at offset: Int) {
        bytes.withUnsafeMutableBytes {
            $0.storeBytes(of: value.littleEndian, toByteOffset: offset, as: Int32.self)
        }
    }
}
