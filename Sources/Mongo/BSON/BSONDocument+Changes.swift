import Glibc

extension BSONDocument {
    /// The same document with memory of its own: one of a batch keeps all of the batch in memory.
    public func copied() -> BSONDocument {
        withUnsafeBytes { BSONDocument(trusted: Array($0), in: 0..<$0.count) }
    }

    /// What `$set` makes this document the other one, byte for byte: dotted paths and their new values. Nil where `$set`
    /// cannot, because on the top level there are other fields or they stand in another order.
    ///
    /// An array that has grown is set its new elements. A nested document with other fields, or an array that has shrunk,
    /// is set as a whole. Cost: one pass over both.
    ///
    /// - Throws: ``BSONError`` where the bytes of either are broken.
    public func changes(to other: BSONDocument) throws(BSONError) -> [(path: String, value: BSONValue)]? {
        try withReader { old throws(BSONError) in
            try other.withReader { new throws(BSONError) in
                var changes: [(path: String, value: BSONValue)] = []
                return try Self.compare(&old, &new, "", isArray: false, &changes) ? changes : nil
            }
        }
    }

    /// Notes what differs; false where the names differ.
    private static func compare(
        _ old: inout BSONReader,
        _ new: inout BSONReader,
        _ prefix: String,
        isArray: Bool,
        _ changes: inout [(path: String, value: BSONValue)]
    ) throws(BSONError) -> Bool {
        while true {
            guard let left = try old.next() else {
                while let added = try new.next() {
                    guard isArray else { return false }
                    changes.append((prefix + added.name.string, try added.value()))
                }
                return true
            }
            guard let right = try new.next(), left.name.bytes.isSame(as: right.name.bytes),
                right.name.isPathComponent
            else { return false }
            if left.type == right.type, left.bytes.isSame(as: right.bytes) { continue }
            let path = prefix + right.name.string
            if left.type == right.type, right.type == .document || right.type == .array {
                let count = changes.count
                var (inOld, inNew) = (try left.reader(), try right.reader())
                let isArray = right.type == .array
                if try compare(&inOld, &inNew, path + ".", isArray: isArray, &changes) { continue }
                changes.removeSubrange(count...)
            }
            changes.append((path, try right.value()))
        }
    }
}

extension BSONName {
    /// Whether a dotted path can name it.
    fileprivate var isPathComponent: Bool {
        !bytes.isEmpty && bytes.first != UInt8(ascii: "$") && !bytes.contains(UInt8(ascii: "."))
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func isSame(as other: UnsafeRawBufferPointer) -> Bool {
        guard count == other.count, let start = baseAddress, let otherStart = other.baseAddress else {
            return count == other.count
        }
        return memcmp(start, otherStart, count) == 0
    }
}
