extension JSONReader {
    /// Where a number stands, and whether it has a fraction or an exponent.
    struct NumberSpan {
        var start: Int
        var end: Int
        var isWhole: Bool
    }

    /// Reads a whole number that fits 64 bits; `1.0` is none.
    public mutating func int() throws(JSONError) -> Int64 {
        let span = try numberSpan()
        guard span.isWhole, let value = Self.int(of: span, in: bytes) else {
            throw JSONError("a whole number of at most 64 bits was expected", at: span.start)
        }
        return value
    }

    /// Reads a number.
    public mutating func double() throws(JSONError) -> Double {
        let span = try numberSpan()
        if span.isWhole, let whole = Self.int(of: span, in: bytes) { return Double(whole) }
        guard let value = Self.double(of: span, in: bytes) else {
            throw JSONError("the number is too large", at: span.start)
        }
        return value
    }

    static func double(of span: NumberSpan, in bytes: UnsafeBufferPointer<UInt8>) -> Double? {
        let text = String(decoding: bytes[span.start..<span.end], as: UTF8.self)
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }

    static func int(of span: NumberSpan, in bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
        var index = span.start
        let isNegative = bytes[index] == 0x2D
        if isNegative { index += 1 }
        var value: Int64 = 0
        while index < span.end {
            let digit = Int64(bytes[index] - 0x30)
            let (ten, overflow) = value.multipliedReportingOverflow(by: 10)
            // Built downwards, since the smallest Int64 has no positive counterpart.
            let (next, overflowToo) = ten.subtractingReportingOverflow(digit)
            if overflow || overflowToo { return nil }
            value = next
            index += 1
        }
        if isNegative { return value }
        return value == .min ? nil : -value
    }

    /// Consumes a number and checks its form.
    mutating func numberSpan() throws(JSONError) -> NumberSpan {
        skipWhitespace()
        let start = offset
        var isWhole = true
        _ = take(0x2D)
        if take(0x30) {
            if offset < bytes.count, (0x30...0x39).contains(bytes[offset]) {
                throw error("a number must not start with a zero")
            }
        } else {
            try skipDigits()
        }
        if take(0x2E) {
            isWhole = false
            try skipDigits()
        }
        if take(0x65) || take(0x45) {
            isWhole = false
            if !take(0x2B) { _ = take(0x2D) }
            try skipDigits()
        }
        return NumberSpan(start: start, end: offset, isWhole: isWhole)
    }

    private mutating func skipDigits() throws(JSONError) {
        let start = offset
        while offset < bytes.count, (0x30...0x39).contains(bytes[offset]) { offset += 1 }
        if offset == start { throw error("a digit was expected") }
    }
}
