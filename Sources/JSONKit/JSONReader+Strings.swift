extension JSONReader {
    /// Where a string stands in the bytes, without its quotes, and what it needs to become text.
    @usableFromInline struct StringSpan {
        @usableFromInline var start: Int
        @usableFromInline var end: Int
        @usableFromInline var hasEscapes: Bool
    }

    /// Reads a string.
    public mutating func string() throws(JSONError) -> String {
        let span = try stringSpan()
        return try Self.text(of: span, in: bytes)
    }

    /// Consumes a string and finds its ends; checks UTF-8, control characters and escapes.
    @usableFromInline mutating func stringSpan() throws(JSONError) -> StringSpan {
        skipWhitespace()
        guard take(0x22) else { throw error("a string was expected") }
        let start = offset
        var hasEscapes = false
        while true {
            skipPlainBytes()
            guard offset < bytes.count else { throw error("a string does not end") }
            let byte = bytes[offset]
            if byte == 0x22 {
                defer { offset += 1 }
                return StringSpan(start: start, end: offset, hasEscapes: hasEscapes)
            }
            if byte == 0x5C {
                hasEscapes = true
                try skipEscape()
            } else if byte < 0x20 {
                throw error("a control character in a string must be escaped")
            } else if byte < 0x80 {
                offset += 1
            } else {
                try skipMultibyte()
            }
        }
    }

    /// Steps over ASCII that stands for itself, eight bytes at a time; fewer at the end are left to the caller.
    ///
    /// A byte's highest bit is set in `marks` where it is a quote, a backslash, a control character or not ASCII. The
    /// lowest mark is right; those above it may be the work of a borrow.
    private mutating func skipPlainBytes() {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let raw = UnsafeRawBufferPointer(bytes)
        while bytes.count - offset >= 8 {
            let eight = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            let quotes = (eight ^ (ones &* 0x22)) &- ones
            let backslashes = (eight ^ (ones &* 0x5C)) &- ones
            let marks = (quotes | backslashes | (eight &- ones &* 0x20) | eight) & (ones &* 0x80)
            guard marks == 0 else {
                offset += marks.trailingZeroBitCount / 8
                return
            }
            offset += 8
        }
    }

    static func text(of span: StringSpan, in bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) -> String {
        let inside = UnsafeBufferPointer(rebasing: bytes[span.start..<span.end])
        guard span.hasEscapes else { return String(decoding: inside, as: UTF8.self) }
        var text: [UInt8] = []
        text.reserveCapacity(inside.count)
        var index = 0
        while index < inside.count {
            guard inside[index] == 0x5C else {
                text.append(inside[index])
                index += 1
                continue
            }
            let kind = inside[index + 1]
            index += 2
            switch kind {
            case 0x62: text.append(0x08)
            case 0x66: text.append(0x0C)
            case 0x6E: text.append(0x0A)
            case 0x72: text.append(0x0D)
            case 0x74: text.append(0x09)
            case 0x75:
                var scalar = UInt32(hexadecimal(inside, at: index) ?? 0)
                index += 4
                if (0xD800...0xDBFF).contains(scalar) {
                    let low = UInt32(hexadecimal(inside, at: index + 2) ?? 0)
                    index += 6
                    scalar = 0x10000 + ((scalar - 0xD800) << 10) + (low - 0xDC00)
                }
                if let scalar = Unicode.Scalar(scalar) { text.append(contentsOf: Array(String(scalar).utf8)) }
            default: text.append(kind)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Steps over one escape, checking that surrogates come in pairs.
    private mutating func skipEscape() throws(JSONError) {
        guard offset + 1 < bytes.count else { throw error("a string does not end") }
        switch bytes[offset + 1] {
        case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74:
            offset += 2
        case 0x75:
            guard let unit = Self.hexadecimal(bytes, at: offset + 2) else {
                throw error("\\u must be followed by four hexadecimal digits")
            }
            switch unit {
            case 0xD800...0xDBFF:
                guard offset + 7 < bytes.count, bytes[offset + 6] == 0x5C, bytes[offset + 7] == 0x75,
                    let low = Self.hexadecimal(bytes, at: offset + 8), (0xDC00...0xDFFF).contains(low)
                else { throw error("a lone surrogate is no character") }
                offset += 12
            case 0xDC00...0xDFFF:
                throw error("a lone surrogate is no character")
            default:
                offset += 6
            }
        default:
            throw error("there is no such escape")
        }
    }

    /// Steps over one character of two to four bytes; refuses what Unicode's table 3-7 does not list.
    private mutating func skipMultibyte() throws(JSONError) {
        func byte(_ distance: Int) -> UInt8 { offset + distance < bytes.count ? bytes[offset + distance] : 0 }
        func continues(_ distance: Int) -> Bool { byte(distance) & 0xC0 == 0x80 }
        switch bytes[offset] {
        case 0xC2...0xDF where continues(1):
            offset += 2
        case 0xE0 where (0xA0...0xBF).contains(byte(1)) && continues(2),
            0xE1...0xEC where continues(1) && continues(2),
            0xED where (0x80...0x9F).contains(byte(1)) && continues(2),
            0xEE...0xEF where continues(1) && continues(2):
            offset += 3
        case 0xF0 where (0x90...0xBF).contains(byte(1)) && continues(2) && continues(3),
            0xF1...0xF3 where continues(1) && continues(2) && continues(3),
            0xF4 where (0x80...0x8F).contains(byte(1)) && continues(2) && continues(3):
            offset += 4
        default:
            throw error("the text is not UTF-8")
        }
    }

    private static func hexadecimal(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> UInt16? {
        guard start + 4 <= bytes.count else { return nil }
        var value: UInt16 = 0
        for byte in bytes[start..<start + 4] {
            switch byte {
            case 0x30...0x39: value = value << 4 | UInt16(byte - 0x30)
            case 0x41...0x46: value = value << 4 | UInt16(byte - 0x41 + 10)
            case 0x61...0x66: value = value << 4 | UInt16(byte - 0x61 + 10)
            default: return nil
            }
        }
        return value
    }
}
