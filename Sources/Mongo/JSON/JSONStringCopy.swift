import JSONKit

/// Copies text into a JSON string, eight bytes at a time where nothing needs an escape.
enum JSONStringCopy {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let high: UInt64 = 0x8080_8080_8080_8080

    /// Copies `utf8` to `target`, which has room for six times as many bytes, and moves it behind them.
    ///
    /// - Returns: whether all of it was ASCII.
    static func copy(_ utf8: UnsafeRawBufferPointer, to target: inout UnsafeMutablePointer<UInt8>) -> Bool {
        guard let source = utf8.baseAddress else { return true }
        var seen: UInt64 = 0
        var index = 0
        let count = utf8.count
        while index + 8 <= count {
            let word = source.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            seen |= word
            if escapes(in: word) {
                copyByByte(source, index..<(index + 8), to: &target)
            } else {
                UnsafeMutableRawPointer(target).storeBytes(of: word, as: UInt64.self)
                target += 8
            }
            index += 8
        }
        for byte in utf8[index...] { seen |= UInt64(byte) }
        copyByByte(source, index..<count, to: &target)
        return seen & high == 0
    }

    private static func copyByByte(
        _ source: UnsafeRawPointer,
        _ range: Range<Int>,
        to target: inout UnsafeMutablePointer<UInt8>
    ) {
        for index in range {
            let byte = source.load(fromByteOffset: index, as: UInt8.self)
            if JSONEscape.needsEscape(byte) {
                escape(byte, to: &target)
            } else {
                target.pointee = byte
                target += 1
            }
        }
    }

    private static func escape(_ byte: UInt8, to target: inout UnsafeMutablePointer<UInt8>) {
        var bytes: [UInt8] = []
        JSONEscape.escape(byte, into: &bytes)
        target.update(from: bytes, count: bytes.count)
        target += bytes.count
    }

    /// Whether one of eight bytes is a quote, a backslash or below 0x20.
    ///
    /// Exact for every byte: the highest bit is taken out before anything is added, so no carry reaches a neighbour
    /// (Bit Twiddling Hacks, "Determine if a word has a byte less than n" and "has a zero byte", in their exact form).
    private static func escapes(in word: UInt64) -> Bool {
        let low = word & ~high
        let control = ~(low &+ 0x60 &* ones) & ~word
        let quote = zeroBytes(word ^ 0x22 &* ones)
        let backslash = zeroBytes(word ^ 0x5C &* ones)
        return (control | quote | backslash) & high != 0
    }

    /// The highest bit of every byte that is zero.
    private static func zeroBytes(_ word: UInt64) -> UInt64 {
        ~((word & ~high) &+ ~high | word)
    }
}
