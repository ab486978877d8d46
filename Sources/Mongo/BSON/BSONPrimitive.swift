/// A Swift value that is one BSON value. The writers take these.
public protocol BSONPrimitive: Sendable {
    /// The type byte to write before the name.
    var bsonType: BSONType { get }
    /// Writes the value without type and name.
    func append(to buffer: inout BSONBuffer)
}

extension Int64: BSONPrimitive {
    @inlinable public var bsonType: BSONType { .int64 }
    @inlinable public func append(to buffer: inout BSONBuffer) { buffer.append(self) }
}

extension Int: BSONPrimitive {
    @inlinable public var bsonType: BSONType { .int64 }
    @inlinable public func append(to buffer: inout BSONBuffer) { buffer.append(Int64(self)) }
}

extension Int32: BSONPrimitive {
    @inlinable public var bsonType: BSONType { .int32 }
    @inlinable public func append(to buffer: inout BSONBuffer) { buffer.append(self) }
}

extension Double: BSONPrimitive {
    @inlinable public var bsonType: BSONType { .double }
    @inlinable public func append(to buffer: inout BSONBuffer) { buffer.append(bitPattern) }
}

extension Bool: BSONPrimitive {
    @inlinable public var bsonType: BSONType { .bool }
    @inlinable public func append(to buffer: inout BSONBuffer) { buffer.append(UInt8(self ? 1 : 0)) }
}

extension String: BSONPrimitive {
    @inlinable public var bsonType: BSONType { .string }
    @inlinable public func append(to buffer: inout BSONBuffer) { buffer.appendString(self) }
}

extension BSONObjectID: BSONPrimitive {
    public var bsonType: BSONType { .objectID }
    public func append(to buffer: inout BSONBuffer) {
        buffer.append(head.bigEndian)
        buffer.append(tail.bigEndian)
    }
}

extension BSONDocument: BSONPrimitive {
    public var bsonType: BSONType { .document }
    public func append(to buffer: inout BSONBuffer) {
        withUnsafeBytes { buffer.append(contentsOf: $0) }
    }
}

extension BSONValue: BSONPrimitive {
    public var bsonType: BSONType {
        switch self {
        case .double: .double
        case .string: .string
        case .document: .document
        case .array: .array
        case .binary: .binary
        case .objectID: .objectID
        case .bool: .bool
        case .date: .date
        case .null: .null
        case .regex: .regex
        case .int32: .int32
        case .timestamp: .timestamp
        case .int64: .int64
        case .decimal128: .decimal128
        case .minKey: .minKey
        case .maxKey: .maxKey
        case .deprecated(let type, _): type
        }
    }

    public func append(to buffer: inout BSONBuffer) {
        switch self {
        case .double(let value): value.append(to: &buffer)
        case .string(let value): value.append(to: &buffer)
        case .document(let value): value.append(to: &buffer)
        case .array(let values):
            let start = buffer.open()
            for (index, value) in values.enumerated() {
                buffer.header(value.bsonType, index: index)
                value.append(to: &buffer)
            }
            buffer.close(start)
        case .binary(let subtype, let bytes):
            buffer.append(Int32(clamping: bytes.count))
            buffer.append(subtype)
            buffer.append(contentsOf: bytes)
        case .objectID(let value): value.append(to: &buffer)
        case .bool(let value): value.append(to: &buffer)
        case .date(let value): buffer.append(value)
        case .null, .minKey, .maxKey: break
        case .regex(let pattern, let options):
            buffer.appendCString(pattern)
            buffer.appendCString(options)
        case .int32(let value): buffer.append(value)
        case .timestamp(let value): buffer.append(value)
        case .int64(let value): buffer.append(value)
        case .decimal128(let low, let high):
            buffer.append(low)
            buffer.append(high)
        case .deprecated(_, let bytes): buffer.append(contentsOf: bytes)
        }
    }
}
