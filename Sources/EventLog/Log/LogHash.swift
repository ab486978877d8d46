/// A link of a log's hash chain: 32 bytes of SHA-256.
public struct LogHash: Sendable, Hashable, CustomStringConvertible {
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// What the first event's hash is chained to: 32 zero bytes.
    public static let genesis = LogHash(words: (0, 0, 0, 0))

    private init(words: (UInt64, UInt64, UInt64, UInt64)) {
        self.words = words
    }

    /// Takes the 32 bytes of a hash; nil when there are more or fewer.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 32 else { return nil }
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        Swift.withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: bytes) }
        self.words = words
    }

    /// The 32 bytes, valid inside `body` only.
    public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result
    {
        try Swift.withUnsafeBytes(of: words, body)
    }

    public static func == (left: LogHash, right: LogHash) -> Bool {
        left.words == right.words
    }

    public func hash(into hasher: inout Hasher) {
        withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    /// 64 lowercase hexadecimal digits.
    public var description: String {
        withUnsafeBytes { bytes in
            var text = ""
            for byte in bytes {
                if byte < 16 { text.append("0") }
                text += String(byte, radix: 16)
            }
            return text
        }
    }
}
