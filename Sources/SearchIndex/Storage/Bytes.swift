/// Comparison of bytes that lie somewhere in memory.
enum Bytes {
    /// Whether two runs of `count` bytes are the same. Names are short: eight bytes at a time are a few steps.
    @inline(__always)
    static func areEqual(_ one: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, count: Int) -> Bool {
        let (left, right) = (UnsafeRawPointer(one), UnsafeRawPointer(other))
        var offset = 0
        while offset + 8 <= count {
            let (these, those) = (
                left.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
                right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            )
            if these != those { return false }
            offset += 8
        }
        while offset < count {
            if one[offset] != other[offset] { return false }
            offset += 1
        }
        return true
    }
}
