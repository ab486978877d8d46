/// One element of a document: its name, its type and its value's bytes, in place. See ``BSONReader``.
public struct BSONField {
    public let name: BSONName
    public let type: BSONType
    /// The value as BSON stores it, without type and name.
    let bytes: UnsafeRawBufferPointer

    /// Whether the value is `null`.
    public var isNull: Bool { type == .null || type == .undefined }

    /// The string.
    public func string() throws(BSONError) -> String {
        String(decoding: try utf8(), as: UTF8.self)
    }

    /// The string's UTF-8, in place.
    public func utf8() throws(BSONError) -> UnsafeRawBufferPointer {
        guard type == .string || type == .symbol || type == .javascript else { throw wrongType("a string") }
        return UnsafeRawBufferPointer(rebasing: bytes[4..<(bytes.count - 1)])
    }

    /// The integer: from int32, int64, or a double without a fraction.
    public func int64() throws(BSONError) -> Int64 {
        switch type {
        case .int64: return Int64(littleEndian: bytes.loadUnaligned(as: Int64.self))
        case .int32: return Int64(Int32(littleEndian: bytes.loadUnaligned(as: Int32.self)))
        case .double:
            guard let value = Int64(exactly: loadDouble()) else { throw wrongType("an integer") }
            return value
        default: throw wrongType("an integer")
        }
    }

    /// The integer as ``int64()`` reads it.
    public func int() throws(BSONError) -> Int {
        Int(try int64())
    }

    /// The number as a double; an integer beyond 2^53 is rounded.
    public func double() throws(BSONError) -> Double {
        type == .double ? loadDouble() : Double(try int64())
    }

    /// The truth value.
    public func bool() throws(BSONError) -> Bool {
        guard type == .bool else { throw wrongType("true or false") }
        return bytes[0] != 0
    }

    /// The date in milliseconds since 1970, UTC.
    public func millisecondsSince1970() throws(BSONError) -> Int64 {
        guard type == .date else { throw wrongType("a date") }
        return Int64(littleEndian: bytes.loadUnaligned(as: Int64.self))
    }

    /// A reader over the elements of the nested document or array.
    public func reader() throws(BSONError) -> BSONReader {
        guard type == .document || type == .array else { throw wrongType("a document or an array") }
        return try BSONReader(bytes)
    }

    /// A copy of the nested document. An array gives a document whose keys are "0", "1", ….
    public func document() throws(BSONError) -> BSONDocument {
        guard type == .document || type == .array else { throw wrongType("a document or an array") }
        return BSONDocument(trusted: Array(bytes), in: 0..<bytes.count)
    }

    func loadDouble() -> Double {
        Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self)))
    }

    func wrongType(_ expected: String) -> BSONError {
        BSONError(.wrongType, "Expected \(expected), found \(type).", path: name.string)
    }
}
