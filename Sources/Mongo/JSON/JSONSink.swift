/// Writes JSON into raw memory that is known to be large enough.
///
/// No BSON element grows by more than eight times: a character becomes at most six (`\u001f`), the shortest element
/// that JSON can say, a null with an empty name, goes from 2 bytes to 8. So one check before the document replaces one
/// per byte.
struct JSONSink {
    private var cursor: UnsafeMutablePointer<UInt8>

    init(_ start: UnsafeMutableRawPointer) {
        cursor = start.assumingMemoryBound(to: UInt8.self)
    }

    /// The most bytes that a document of `byteCount` bytes can become.
    static func bound(_ byteCount: Int, _ shape: JSONShape) -> Int {
        shape.renames.reduce(8 * byteCount + 64) { $0 + 6 * $1.shown.count }
    }

    func count(since start: UnsafeMutableRawPointer) -> Int {
        UnsafeMutableRawPointer(cursor) - start
    }

    // MARK: Values

    /// Writes a document's shown fields as an object.
    mutating func object(_ reader: inout BSONReader, _ shape: JSONShape) throws(BSONError) {
        put(UInt8(ascii: "{"))
        var isFirst = true
        while let field = try reader.next() {
            try shape.withShownName(of: field.name.bytes) { name throws(BSONError) in
                if !isFirst { put(UInt8(ascii: ",")) }
                isFirst = false
                string(name)
                put(UInt8(ascii: ":"))
                try value(field, depth: 0)
            }
        }
        put(UInt8(ascii: "}"))
    }

    private mutating func value(_ field: BSONField, depth: Int) throws(BSONError) {
        switch field.type {
        case .string, .symbol, .javascript: string(try field.utf8())
        case .int32, .int64, .timestamp: integer(field)
        case .double: double(field.loadDouble())
        case .bool: text(try field.bool() ? "true" : "false")
        case .null, .undefined: text("null")
        case .document: try object(field, depth: depth + 1)
        case .array: try array(field, depth: depth + 1)
        case .date: ISODate(millisecondsSince1970: try field.millisecondsSince1970()).write(to: &self)
        case .objectID: hexadecimal(field.bytes)
        case .binary: base64(UnsafeRawBufferPointer(rebasing: field.bytes[5...]))
        case .decimal128, .regex, .dbPointer, .javascriptWithScope, .minKey, .maxKey:
            throw field.wrongType("a type that JSON can say")
        }
    }

    private mutating func object(_ field: BSONField, depth: Int) throws(BSONError) {
        var reader = try nested(field, depth: depth)
        put(UInt8(ascii: "{"))
        var isFirst = true
        while let field = try reader.next() {
            if !isFirst { put(UInt8(ascii: ",")) }
            isFirst = false
            string(field.name.bytes)
            put(UInt8(ascii: ":"))
            try value(field, depth: depth)
        }
        put(UInt8(ascii: "}"))
    }

    private mutating func array(_ field: BSONField, depth: Int) throws(BSONError) {
        var reader = try nested(field, depth: depth)
        put(UInt8(ascii: "["))
        var isFirst = true
        while let element = try reader.next() {
            if !isFirst { put(UInt8(ascii: ",")) }
            isFirst = false
            try value(element, depth: depth)
        }
        put(UInt8(ascii: "]"))
    }

    private func nested(_ field: BSONField, depth: Int) throws(BSONError) -> BSONReader {
        guard depth < BSONError.maximumDepth else {
            throw BSONError(.outOfRange, "Documents are nested more than \(BSONError.maximumDepth) deep.")
        }
        return try field.reader()
    }

    // MARK: Numbers

    private mutating func integer(_ field: BSONField) {
        let value: Int64 =
            field.type == .int32
            ? Int64(Int32(littleEndian: field.bytes.loadUnaligned(as: Int32.self)))
            : Int64(littleEndian: field.bytes.loadUnaligned(as: Int64.self))
        if value < 0 { put(UInt8(ascii: "-")) }
        digits(value.magnitude)
    }

    /// Whole numbers and those with one digit after the point, which are most, are written without the general
    /// algorithm: a quotient of two integers is the nearest double, so comparing proves that the digits read back.
    private mutating func double(_ value: Double) {
        guard value.isFinite else { return text("null") }
        guard abs(value) < 1e15 else { return shortest(value) }
        let whole = value.rounded(.towardZero)
        if whole == value { return signed(value, digits: UInt64(abs(whole))) }
        let tenths = (abs(value) * 10).rounded()
        guard tenths / 10 == abs(value) else { return shortest(value) }
        let scaled = UInt64(tenths)
        signed(value, digits: scaled / 10)
        put(UInt8(ascii: "."))
        put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: scaled % 10))
    }

    private mutating func shortest(_ value: Double) {
        let description = value.description.utf8
        for byte in description.dropLast(description.suffix(2).elementsEqual(".0".utf8) ? 2 : 0) { put(byte) }
    }

    private mutating func signed(_ value: Double, digits magnitude: UInt64) {
        if value < 0 { put(UInt8(ascii: "-")) }
        digits(magnitude)
    }

    mutating func digits(_ value: UInt64) {
        if value < 10 { return put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value)) }
        var count = 0
        var rest = value
        while rest > 0 {
            rest /= 10
            count += 1
        }
        digits(value, width: count)
    }

    /// Exactly `width` digits, with zeros before the number.
    mutating func digits(_ value: UInt64, width: Int) {
        var rest = value
        for place in stride(from: width - 1, through: 0, by: -1) {
            cursor[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
        cursor += width
    }

    // MARK: Text

    mutating func put(_ byte: UInt8) {
        cursor.pointee = byte
        cursor += 1
    }

    private mutating func text(_ value: StaticString) {
        cursor.update(from: value.utf8Start, count: value.utf8CodeUnitCount)
        cursor += value.utf8CodeUnitCount
    }

    private mutating func string(_ utf8: UnsafeRawBufferPointer) {
        put(UInt8(ascii: "\""))
        let start = cursor
        let isASCII = JSONStringCopy.copy(utf8, to: &cursor)
        if !isASCII, !BSONValidator.isUTF8(utf8) {
            // The bytes came from somewhere else than our writers; readers get U+FFFD instead of broken JSON.
            cursor = start
            var repaired = String(decoding: utf8, as: UTF8.self)
            repaired.withUTF8 { _ = JSONStringCopy.copy(UnsafeRawBufferPointer($0), to: &cursor) }
        }
        put(UInt8(ascii: "\""))
    }

    private mutating func hexadecimal(_ bytes: UnsafeRawBufferPointer) {
        let digits: StaticString = "0123456789abcdef"
        put(UInt8(ascii: "\""))
        for byte in bytes {
            put(digits.utf8Start[Int(byte >> 4)])
            put(digits.utf8Start[Int(byte & 15)])
        }
        put(UInt8(ascii: "\""))
    }

    /// Base64 with padding, RFC 4648 section 4.
    private mutating func base64(_ bytes: UnsafeRawBufferPointer) {
        let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        put(UInt8(ascii: "\""))
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0 as UInt32) { $0 << 8 | UInt32($1) } << (8 * (3 - UInt32(group.count)))
            for place in 0..<4 {
                let index = Int(bits >> (18 - 6 * UInt32(place)) & 63)
                put(place <= group.count ? alphabet.utf8Start[index] : UInt8(ascii: "="))
            }
        }
        put(UInt8(ascii: "\""))
    }
}
