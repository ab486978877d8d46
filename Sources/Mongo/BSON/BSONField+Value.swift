extension BSONField {
    /// The value as a ``BSONValue``: text and bytes are copied, arrays become trees. For filters and small things.
    public func value() throws(BSONError) -> BSONValue {
        try value(depth: 0)
    }

    private func value(depth: Int) throws(BSONError) -> BSONValue {
        switch type {
        case .double: .double(loadDouble())
        case .string: .string(try string())
        case .document: .document(try document())
        case .array: .array(try elements(depth: depth))
        case .binary: .binary(subtype: bytes[4], bytes: Array(bytes[5...]))
        case .objectID: BSONObjectID(bytes: bytes).map { .objectID($0) } ?? .null
        case .bool: .bool(try bool())
        case .date: .date(millisecondsSince1970: try millisecondsSince1970())
        case .null: .null
        case .regex: regex()
        case .int32: .int32(Int32(littleEndian: bytes.loadUnaligned(as: Int32.self)))
        case .timestamp: .timestamp(load(at: 0))
        case .int64: .int64(try int64())
        case .decimal128: .decimal128(low: load(at: 0), high: load(at: 8))
        case .minKey: .minKey
        case .maxKey: .maxKey
        case .undefined, .dbPointer, .javascript, .symbol, .javascriptWithScope:
            .deprecated(type, bytes: Array(bytes))
        }
    }

    private func load(at offset: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    private func elements(depth: Int) throws(BSONError) -> [BSONValue] {
        guard depth < BSONError.maximumDepth else {
            throw BSONError(.outOfRange, "Arrays are nested more than \(BSONError.maximumDepth) deep.")
        }
        var elements: [BSONValue] = []
        var reader = try reader()
        while let element = try reader.next() {
            elements.append(try element.value(depth: depth + 1))
        }
        return elements
    }

    private func regex() -> BSONValue {
        let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        return .regex(
            pattern: String(decoding: parts[0], as: UTF8.self),
            options: String(decoding: parts[1].dropLast(), as: UTF8.self)
        )
    }
}
