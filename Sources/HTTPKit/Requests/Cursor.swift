/// The place in a sorted list after which the next page begins: the sort keys of the last item that was given.
///
/// To clients it is opaque text. It carries a checksum of itself and of the query that it belongs to, so that a cursor
/// which was cut, or is used with another query, is refused with a clear error instead of giving a wrong page. It is
/// no secret and no signature: whoever makes one up gets a page of a list that he may read anyway.
public struct Cursor: Hashable, Sendable {
    /// One sort key.
    public enum Key: Hashable, Sendable {
        case null
        case int(Int64)
        case double(Double)
        case string(String)
    }

    /// What names a query: everything that chooses and sorts its items, but neither limit nor cursor.
    public struct Fingerprint: Hashable, Sendable {
        let value: UInt32

        public init(_ query: some StringProtocol) {
            value = Checksum.fnv(query.utf8)
        }
    }

    public let keys: [Key]

    public init(_ keys: [Key]) {
        self.keys = keys
    }

    /// The text that a client gets, of the letters of base64url.
    public func text(of fingerprint: Fingerprint) -> String {
        var bytes: [UInt8] = [1]
        bytes.append(contentsOf: fingerprint.value.bigEndianBytes)
        for key in keys { Self.append(key, to: &bytes) }
        bytes.append(contentsOf: Checksum.fnv(bytes).bigEndianBytes)
        return Base64URL.encode(bytes)
    }

    /// Reads a client's text.
    ///
    /// - Throws: ``Problem`` 400 for text that is no cursor, or the cursor of another query.
    public init(_ text: String, of fingerprint: Fingerprint) throws(Problem) {
        guard let bytes = Base64URL.decode(text), bytes.count >= 9, bytes[0] == 1,
            Array(bytes.suffix(4)) == Checksum.fnv(bytes.dropLast(4)).bigEndianBytes,
            let keys = Self.keys(in: bytes[5..<(bytes.count - 4)])
        else {
            throw Problem(
                .invalidCursor,
                "This is not a cursor that the server gave, or a part of it is missing."
            )
        }
        guard Array(bytes[1..<5]) == fingerprint.value.bigEndianBytes else {
            throw Problem(
                .invalidCursor,
                "The cursor belongs to another query: filters and sort must stay the same from page to page."
            )
        }
        self.keys = keys
    }

    private static func append(_ key: Key, to bytes: inout [UInt8]) {
        switch key {
        case .null:
            bytes.append(0)
        case .int(let number):
            bytes.append(1)
            bytes.append(contentsOf: UInt64(bitPattern: number).bigEndianBytes)
        case .double(let number):
            bytes.append(2)
            bytes.append(contentsOf: number.bitPattern.bigEndianBytes)
        case .string(let text):
            bytes.append(3)
            bytes.append(contentsOf: UInt32(clamping: text.utf8.count).bigEndianBytes)
            bytes.append(contentsOf: text.utf8)
        }
    }

    private static func keys(in bytes: ArraySlice<UInt8>) -> [Key]? {
        var rest = bytes
        var keys: [Key] = []
        func take(_ count: Int) -> ArraySlice<UInt8>? {
            guard rest.count >= count else { return nil }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
        while let kind = rest.popFirst() {
            switch kind {
            case 0:
                keys.append(.null)
            case 1:
                guard let eight = take(8) else { return nil }
                keys.append(.int(Int64(bitPattern: UInt64(bigEndianBytes: eight))))
            case 2:
                guard let eight = take(8) else { return nil }
                keys.append(.double(Double(bitPattern: UInt64(bigEndianBytes: eight))))
            case 3:
                guard let four = take(4), let utf8 = take(Int(UInt64(bigEndianBytes: four))),
                    let text = String(validating: utf8, as: UTF8.self)
                else { return nil }
                keys.append(.string(text))
            default:
                return nil
            }
        }
        return keys
    }
}

/// FNV-1a with 32 bits (Fowler, Noll, Vo 1991): notices accidents, not attacks.
enum Checksum {
    static func fnv(_ bytes: some Sequence<UInt8>) -> UInt32 {
        bytes.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }
}

extension FixedWidthInteger {
    fileprivate var bigEndianBytes: [UInt8] {
        withUnsafeBytes(of: bigEndian, Array.init)
    }
}

extension UInt64 {
    fileprivate init(bigEndianBytes bytes: ArraySlice<UInt8>) {
        self = bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
