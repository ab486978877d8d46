/// The growing bytes under the writers: headers, lengths and raw values.
///
/// Memory of its own rather than an array, since a document is hundreds of small pieces, and a piece here is one look
/// at the room that is left and a few stores. It is public only because ``BSONPrimitive`` names it; nobody else creates
/// one.
public struct BSONBuffer: ~Copyable {
    @usableFromInline var memory: UnsafeMutableRawBufferPointer
    /// How much of the memory is written.
    @usableFromInline var count = 0

    @usableFromInline init(capacity: Int) {
        memory = capacity > 0 ? .allocate(byteCount: capacity, alignment: 1) : .init(start: nil, count: 0)
    }

    deinit { memory.deallocate() }

    /// The bytes that were written.
    var written: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

    /// Moves the bytes out, so that a nested writer appends to them without a copy.
    @usableFromInline mutating func take() -> BSONBuffer {
        var taken = BSONBuffer(capacity: 0)
        swap(&taken, &self)
        return taken
    }

    /// Begins a document or an array; its length is filled in by ``close(_:)``.
    @inlinable mutating func open() -> Int {
        room(for: 4)
    }

    /// Ends the document or array that began at `start`.
    @inlinable mutating func close(_ start: Int) {
        append(0 as UInt8)
        // A document of more than 2 GiB cannot be stored anyway; the server refuses one of more than 16 MiB.
        memory.storeBytes(
            of: Int32(clamping: count - start).littleEndian,
            toByteOffset: start,
            as: Int32.self
        )
    }

    @inlinable mutating func header(_ type: BSONType, _ key: StaticString) {
        let length = key.utf8CodeUnitCount
        let start = room(for: length + 2)
        memory[start] = type.rawValue
        store(UnsafeRawBufferPointer(start: key.utf8Start, count: length), at: start + 1)
        memory[start + 1 + length] = 0
    }

    @usableFromInline mutating func header(_ type: BSONType, _ key: String) {
        append(type.rawValue)
        if key.utf8.contains(0) {
            append(contentsOf: key.utf8.flatMap { $0 == 0 ? [0xEF, 0xBF, 0xBD] : [$0] })
        } else {
            var key = key
            key.withUTF8 { append(contentsOf: UnsafeRawBufferPointer($0)) }
        }
        append(0 as UInt8)
    }

    @usableFromInline mutating func header(_ type: BSONType, index: Int) {
        append(type.rawValue)
        if index < 10 {
            append(UInt8(truncatingIfNeeded: 48 + index))
        } else {
            var digits = String(index)
            digits.withUTF8 { append(contentsOf: UnsafeRawBufferPointer($0)) }
        }
        append(0 as UInt8)
    }

    @inlinable mutating func append<Number: FixedWidthInteger>(_ value: Number) {
        let start = room(for: MemoryLayout<Number>.size)
        memory.storeBytes(of: value.littleEndian, toByteOffset: start, as: Number.self)
    }

    @inlinable mutating func append(contentsOf bytes: UnsafeRawBufferPointer) {
        let start = room(for: bytes.count)
        store(bytes, at: start)
    }

    mutating func append(contentsOf bytes: [UInt8]) {
        bytes.withUnsafeBytes { append(contentsOf: $0) }
    }

    @inlinable mutating func appendString(_ text: UnsafeRawBufferPointer) {
        let start = room(for: text.count + 5)
        memory.storeBytes(
            of: Int32(clamping: text.count + 1).littleEndian,
            toByteOffset: start,
            as: Int32.self
        )
        store(text, at: start + 4)
        memory[start + 4 + text.count] = 0
    }

    @inlinable mutating func appendString(_ text: String) {
        var text = text
        text.withUTF8 { appendString(UnsafeRawBufferPointer($0)) }
    }

    /// A NUL-terminated string; what follows a NUL in it is dropped, for BSON cannot hold it.
    mutating func appendCString(_ text: String) {
        append(contentsOf: Array(text.utf8.prefix { $0 != 0 }))
        append(0 as UInt8)
    }

    /// Counts so many more bytes as written, and says where the first of them stands.
    @inlinable mutating func room(for bytes: Int) -> Int {
        let start = count
        if memory.count - start < bytes { grow(by: bytes) }
        count = start + bytes
        return start
    }

    @inlinable func store(_ bytes: UnsafeRawBufferPointer, at start: Int) {
        UnsafeMutableRawBufferPointer(rebasing: memory[start..<(start + bytes.count)]).copyMemory(from: bytes)
    }

    @usableFromInline mutating func grow(by bytes: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(2 * memory.count, count + bytes, 64),
            alignment: 1
        )
        larger.copyMemory(from: written)
        memory.deallocate()
        memory = larger
    }
}
