/// MongoDB's own 12-byte identifier. Kinoteka's documents use integers and codes; this is for data of others.
public struct BSONObjectID: Sendable, Hashable, LosslessStringConvertible {
    /// The first four bytes, big-endian.
    let head: UInt32
    /// The last eight bytes, big-endian.
    let tail: UInt64

    /// The identifier of twelve bytes, or nil where there are not exactly twelve.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 12 else { return nil }
        head = bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        tail = bytes.dropFirst(4).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The identifier of 24 hexadecimal digits, or nil.
    public init?(_ description: String) {
        guard description.utf8.count == 24,
            let head = UInt32(description.prefix(8), radix: 16),
            let tail = UInt64(description.dropFirst(8), radix: 16)
        else { return nil }
        self.head = head
        self.tail = tail
    }

    /// The twelve bytes, most significant first.
    public var bytes: [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: head >> (24 - 8 * $0)) }
            + (0..<8).map { UInt8(truncatingIfNeeded: tail >> (56 - 8 * $0)) }
    }

    /// 24 hexadecimal digits.
    public var description: String {
        bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
