/// How many bytes a BSON value takes; the one place that knows.
enum BSONLayout {
    /// The size of a value of `type` that begins at `start`, guaranteed to end at or before `end`.
    static func size(
        of type: BSONType,
        in bytes: UnsafeRawBufferPointer,
        at start: Int,
        end: Int
    ) throws(BSONError) -> Int {
        let size: Int
        switch type {
        case .double, .date, .timestamp, .int64: size = 8
        case .int32: size = 4
        case .bool: size = 1
        case .null, .undefined, .minKey, .maxKey: size = 0
        case .objectID: size = 12
        case .decimal128: size = 16
        case .string, .javascript, .symbol:
            size = 4 + (try length(in: bytes, at: start, end: end, minimum: 1))
        case .document, .array:
            size = try length(in: bytes, at: start, end: end, minimum: 5)
        case .javascriptWithScope:
            size = try length(in: bytes, at: start, end: end, minimum: 14)
        case .binary:
            size = 5 + (try length(in: bytes, at: start, end: end, minimum: 0))
        case .dbPointer:
            size = 4 + (try length(in: bytes, at: start, end: end, minimum: 1)) + 12
        case .regex:
            let pattern = try stringSize(in: bytes, at: start, end: end)
            size = pattern + (try stringSize(in: bytes, at: start + pattern, end: end))
        }
        guard size <= end - start else {
            throw BSONError(.malformed, "The value at byte \(start) reaches past the end of its document.")
        }
        return size
    }

    private static func length(
        in bytes: UnsafeRawBufferPointer,
        at start: Int,
        end: Int,
        minimum: Int
    ) throws(BSONError) -> Int {
        guard start + 4 <= end else {
            throw BSONError(.malformed, "The length at byte \(start) reaches past the end of its document.")
        }
        let length = Int(Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: Int32.self)))
        guard length >= minimum else {
            throw BSONError(.malformed, "The length at byte \(start) is \(length).")
        }
        return length
    }

    /// The size of a NUL-terminated string with its NUL.
    private static func stringSize(
        in bytes: UnsafeRawBufferPointer,
        at start: Int,
        end: Int
    ) throws(BSONError) -> Int {
        guard start <= end, let zero = bytes[start..<end].firstIndex(of: 0) else {
            throw BSONError(.malformed, "The text at byte \(start) does not end.")
        }
        return zero + 1 - start
    }
}
