import Crypto

/// Tells whether two requests are the same, without keeping them: SHA-256 of their parts.
public struct RequestFingerprint: Sendable, Hashable {
    /// 32 bytes.
    public let bytes: [UInt8]

    /// Takes the parts that make a request what it is, such as method, path and body. Each part counts with its length,
    /// so that moving a byte from one part to the next makes another fingerprint.
    public init(of parts: some Sequence<some Collection<UInt8>>) {
        var hash = SHA256()
        for part in parts {
            withUnsafeBytes(of: UInt64(part.count).bigEndian) { hash.update(bufferPointer: $0) }
            hash.update(data: Array(part))
        }
        bytes = Array(hash.finalize())
    }

    init(stored bytes: [UInt8]) {
        self.bytes = bytes
    }
}
