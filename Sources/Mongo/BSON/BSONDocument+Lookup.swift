extension BSONDocument {
    /// The value at a dotted path (`"credits.0.name"`), or nil where there is none.
    ///
    /// Cost: one pass over the elements before it on each level. To read many fields use
    /// ``BSONDocument/withReader(_:)``.
    public subscript(path: String) -> BSONValue? {
        try? withUnsafeBytes { bytes throws(BSONError) -> BSONValue? in
            var level = try BSONReader(bytes)
            var steps = path.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)[...]
            while let step = steps.popFirst() {
                guard let field = try level.next(named: step) else { return nil }
                if steps.isEmpty { return try field.value() }
                guard field.type == .document || field.type == .array else { return nil }
                level = try field.reader()
            }
            return nil
        }
    }

    /// The fields in order, each value as a ``BSONValue``.
    ///
    /// - Throws: ``BSONError`` where the bytes are broken.
    public func fields() throws(BSONError) -> [(key: String, value: BSONValue)] {
        try withReader { reader throws(BSONError) in
            var fields: [(key: String, value: BSONValue)] = []
            while let field = try reader.next() {
                fields.append((field.name.string, try field.value()))
            }
            return fields
        }
    }
}

extension BSONReader {
    fileprivate mutating func next(named name: Substring.UTF8View) throws(BSONError) -> BSONField? {
        while let field = try next() {
            if field.name.bytes.elementsEqual(name) { return field }
        }
        return nil
    }
}
