/// Reads JSON front to back, strictly, without a tree.
///
/// ```swift
/// try JSONReader.read(payload) { reader in
///     try reader.object { key, reader in
///         switch key {
///         case "title": title = try reader.string()
///         case "year": year = try reader.int()
///         default: try reader.skip()
///         }
///     }
/// }
/// ```
///
/// Strict means RFC 8259: no comments, no trailing commas, no leading zeros, no bytes that are not UTF-8, no lone
/// surrogates, nothing after the value, and nesting of at most ``maximumDepth``. Every value must be read or skipped
/// exactly once. Duplicate keys are the caller's to notice; ``JSONValue`` refuses them.
public struct JSONReader {
    /// How deep arrays and objects may be nested.
    public static let maximumDepth = 64

    @usableFromInline let bytes: UnsafeBufferPointer<UInt8>
    @usableFromInline var offset = 0
    @usableFromInline var depth = 0

    @usableFromInline init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// Reads one document: `body` must consume exactly one value.
    @inlinable public static func read<Value>(
        _ bytes: [UInt8],
        _ body: (inout JSONReader) throws(JSONError) -> Value
    ) throws(JSONError) -> Value {
        let result: Result<Value, JSONError> = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(JSONError) in try read(buffer, body) }
        }
        return try result.get()
    }

    /// Reads one document from memory that outlives the call.
    @inlinable public static func read<Value>(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ body: (inout JSONReader) throws(JSONError) -> Value
    ) throws(JSONError) -> Value {
        var reader = JSONReader(bytes: bytes)
        let value = try body(&reader)
        reader.skipWhitespace()
        guard reader.offset == bytes.count else { throw reader.error("there is something after the end") }
        return value
    }

    /// The kind of the value that comes next; nil at the end or before a byte that starts no value.
    public mutating func peek() -> JSONKind? {
        skipWhitespace()
        guard offset < bytes.count else { return nil }
        return JSONKind(firstByte: bytes[offset])
    }

    /// Reads an object; `body` is called once per member and must consume the value.
    @inlinable public mutating func object(
        _ body: (JSONKey, inout JSONReader) throws(JSONError) -> Void
    ) throws(JSONError) {
        try open(0x7B, "an object")
        skipWhitespace()
        if take(0x7D) { return close() }
        while true {
            skipWhitespace()
            guard offset < bytes.count, bytes[offset] == 0x22 else { throw error("a key was expected") }
            let key = JSONKey(span: try stringSpan(), in: bytes)
            skipWhitespace()
            guard take(0x3A) else { throw error("a colon was expected") }
            try body(key, &self)
            skipWhitespace()
            if take(0x2C) { continue }
            if take(0x7D) { return close() }
            throw error("a comma or the end of the object was expected")
        }
    }

    /// Reads an array; `body` is called once per element and must consume it.
    @inlinable public mutating func array(_ body: (inout JSONReader) throws(JSONError) -> Void)
        throws(JSONError)
    {
        try open(0x5B, "an array")
        skipWhitespace()
        if take(0x5D) { return close() }
        while true {
            try body(&self)
            skipWhitespace()
            if take(0x2C) { continue }
            if take(0x5D) { return close() }
            throw error("a comma or the end of the array was expected")
        }
    }

    /// Reads an array of values that `element` reads.
    @inlinable public mutating func array<Element>(
        of element: (inout JSONReader) throws(JSONError) -> Element
    ) throws(JSONError) -> [Element] {
        var elements: [Element] = []
        try array { (reader: inout JSONReader) throws(JSONError) in
            // Room for one, then two, then four would be three arrays for one.
            if elements.isEmpty { elements.reserveCapacity(4) }
            elements.append(try element(&reader))
        }
        return elements
    }

    public mutating func bool() throws(JSONError) -> Bool {
        skipWhitespace()
        if literal("true") { return true }
        if literal("false") { return false }
        throw error("true or false was expected")
    }

    /// Consumes a `null` when that comes next, and says whether it did.
    public mutating func null() -> Bool {
        skipWhitespace()
        return literal("null")
    }

    /// Consumes the next value, whatever it is, and checks it.
    public mutating func skip() throws(JSONError) {
        switch peek() {
        case .object:
            try object { (_, reader: inout JSONReader) throws(JSONError) in try reader.skip() }
        case .array:
            try array { (reader: inout JSONReader) throws(JSONError) in try reader.skip() }
        case .string:
            _ = try stringSpan()
        case .number:
            _ = try numberSpan()
        case .bool:
            _ = try bool()
        case .null:
            guard null() else { throw error("a value was expected") }
        case nil:
            throw error("a value was expected")
        }
    }

    /// Consumes the next value and gives its bytes as they stand.
    public mutating func raw() throws(JSONError) -> [UInt8] {
        skipWhitespace()
        let start = offset
        try skip()
        return Array(bytes[start..<offset])
    }

    /// An error at the place that was reached.
    public func error(_ reason: String) -> JSONError {
        JSONError(reason, at: offset)
    }

    // MARK: Pieces

    @inlinable @inline(__always)
    mutating func skipWhitespace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x0A, 0x0D, 0x09: offset += 1
            default: return
            }
        }
    }

    @inlinable @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }

    @usableFromInline mutating func open(_ bracket: UInt8, _ what: StaticString) throws(JSONError) {
        skipWhitespace()
        guard take(bracket) else { throw error("\(what) was expected") }
        depth += 1
        guard depth <= Self.maximumDepth else { throw error("nested deeper than \(Self.maximumDepth)") }
    }

    @inlinable mutating func close() {
        depth -= 1
    }

    private mutating func literal(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard bytes.count - offset >= count else { return false }
        for index in 0..<count where bytes[offset + index] != word.utf8Start[index] { return false }
        offset += count
        return true
    }
}

/// The six kinds of JSON values.
public enum JSONKind: Hashable, Sendable {
    case object, array, string, number, bool, null

    init?(firstByte: UInt8) {
        switch firstByte {
        case 0x7B: self = .object
        case 0x5B: self = .array
        case 0x22: self = .string
        case 0x2D, 0x30...0x39: self = .number
        case 0x74, 0x66: self = .bool
        case 0x6E: self = .null
        default: return nil
        }
    }
}
