import Glibc

/// Goes through the elements of a document or array in order, over the bytes themselves.
///
/// This is the way to decode on hot paths: no tree, no copy, no allocation but for the strings that are asked for.
///
/// ```swift
/// try document.withReader { reader throws(BSONError) in
///     while let field = try reader.next() {
///         switch field.name {
///         case "title": title = try field.string()
///         case "credits":
///             var credits = try field.reader()
///             while let credit = try credits.next() { … }
///         default: break
///         }
///     }
/// }
/// ```
///
/// A reader and its fields point into the document's memory: they are valid only inside the closure of
/// ``BSONDocument/withReader(_:)`` and must not leave it. Every step is bounds-checked; broken bytes are an error.
public struct BSONReader {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 4

    /// A reader over one document's bytes.
    init(_ bytes: UnsafeRawBufferPointer) throws(BSONError) {
        guard bytes.count >= 5 else {
            throw BSONError(.malformed, "A BSON document has at least 5 bytes, not \(bytes.count).")
        }
        let length = Int(Int32(littleEndian: bytes.loadUnaligned(as: Int32.self)))
        guard length == bytes.count, bytes[length - 1] == 0 else {
            throw BSONError(.malformed, "The document says \(length) bytes and has \(bytes.count).")
        }
        self.bytes = bytes
    }

    /// Whether all elements were read and the closing NUL is where it must be.
    var isAtEnd: Bool { offset == bytes.count - 1 }

    /// The next element, or nil at the end.
    public mutating func next() throws(BSONError) -> BSONField? {
        let end = bytes.count - 1
        guard offset < end else { return nil }
        guard let type = BSONType(rawValue: bytes[offset]) else {
            throw BSONError(.malformed, "Unknown BSON type \(bytes[offset]) at byte \(offset).")
        }
        let nameStart = offset + 1
        var nameEnd = nameStart
        while nameEnd < end, bytes[nameEnd] != 0 { nameEnd += 1 }
        guard nameEnd < end else {
            throw BSONError(.malformed, "The name at byte \(nameStart) does not end.")
        }
        let valueStart = nameEnd + 1
        let size = try BSONLayout.size(of: type, in: bytes, at: valueStart, end: end)
        offset = valueStart + size
        return BSONField(
            name: BSONName(bytes: UnsafeRawBufferPointer(rebasing: bytes[nameStart..<nameEnd])),
            type: type,
            bytes: UnsafeRawBufferPointer(rebasing: bytes[valueStart..<offset])
        )
    }

    /// The first element of this name from here on, or nil. Elements before it are passed over.
    public mutating func next(named name: StaticString) throws(BSONError) -> BSONField? {
        while let field = try next() {
            if field.name == name { return field }
        }
        return nil
    }
}

/// An element's name, in place. It compares with literals: `switch field.name { case "title": … }`.
public struct BSONName {
    /// UTF-8 without the closing NUL.
    public let bytes: UnsafeRawBufferPointer

    /// A copy as a string.
    public var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether it begins with this byte.
    func starts(with byte: UInt8) -> Bool { bytes.first == byte }

    public static func == (name: BSONName, text: StaticString) -> Bool {
        guard name.bytes.count == text.utf8CodeUnitCount else { return false }
        guard let start = name.bytes.baseAddress else { return true }
        return memcmp(start, text.utf8Start, name.bytes.count) == 0
    }

    public static func ~= (text: StaticString, name: BSONName) -> Bool { name == text }
}
