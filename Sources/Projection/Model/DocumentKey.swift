public import Mongo

/// The `_id` of a document: a service's number, or a code such as `FR`.
///
/// Numbers sort before codes, as they do in MongoDB.
public enum DocumentKey: Hashable, Sendable, Comparable, CustomStringConvertible {
    case int(Int64)
    case string(String)

    /// The key as it is stored.
    public var bson: BSONValue {
        switch self {
        case .int(let value): .int64(value)
        case .string(let value): .string(value)
        }
    }

    /// The key of a stored `_id`; nil where it is of a type that no projection gives.
    public init?(_ value: BSONValue) {
        switch value {
        case .string(let text): self = .string(text)
        default:
            guard let number = value.int64Value else { return nil }
            self = .int(number)
        }
    }

    /// Reads a key as a person writes it: a number where the text is one, else a code.
    public init(text: String) {
        self = Int64(text).map(DocumentKey.int) ?? .string(text)
    }

    /// The number of a stream such as `movie-42`; nil where `stream` is not `prefix` and a number.
    ///
    /// `prefix` includes the hyphen. Cost: one pass over the name, no allocation.
    public init?(number stream: String, prefix: StaticString) {
        let found: Int64? = Self.suffix(of: stream, after: prefix) { digits in
            guard (1...18).contains(digits.count) else { return nil }
            var number: Int64 = 0
            for digit in digits {
                guard (48...57).contains(digit) else { return nil }
                number = number * 10 + Int64(digit - 48)
            }
            return number
        }
        guard let found else { return nil }
        self = .int(found)
    }

    /// The code of a stream such as `country-FR`; nil where `stream` does not begin with `prefix` (with its hyphen).
    public init?(code stream: String, prefix: StaticString) {
        let found: String? = Self.suffix(of: stream, after: prefix) { text in
            text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
        }
        guard let found else { return nil }
        self = .string(found)
    }

    private static func suffix<Result>(
        of stream: String,
        after prefix: StaticString,
        _ body: (Slice<UnsafeBufferPointer<UInt8>>) -> Result?
    ) -> Result? {
        var stream = stream
        return stream.withUTF8 { bytes in
            let count = prefix.utf8CodeUnitCount
            guard bytes.count >= count,
                prefix.withUTF8Buffer({ $0.elementsEqual(bytes.prefix(count)) })
            else { return nil }
            return body(bytes.dropFirst(count))
        }
    }

    public static func < (left: DocumentKey, right: DocumentKey) -> Bool {
        switch (left, right) {
        case (.int(let one), .int(let other)): one < other
        case (.string(let one), .string(let other)): one < other
        case (.int, .string): true
        case (.string, .int): false
        }
    }

    public var description: String {
        switch self {
        case .int(let value): String(value)
        case .string(let value): value
        }
    }
}

extension DocumentKey {
    /// A hash that is the same in every process and on every machine, spread over all 64 bits; slices are ranges of it.
    ///
    /// Numbers through the finalizer of SplitMix64 (Steele, Lea, Flood 2014), codes through FNV-1a and then the same.
    package var stableHash: UInt64 {
        switch self {
        case .int(let value): return Self.mix(UInt64(bitPattern: value))
        case .string(let text):
            var hash: UInt64 = 0xcbf2_9ce4_8422_2325
            for byte in text.utf8 {
                hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
            }
            return Self.mix(hash)
        }
    }

    private static func mix(_ seed: UInt64) -> UInt64 {
        var hash = seed &+ 0x9e37_79b9_7f4a_7c15
        hash = (hash ^ (hash >> 30)) &* 0xbf58_476d_1ce4_e5b9
        hash = (hash ^ (hash >> 27)) &* 0x94d0_49bb_1331_11eb
        return hash ^ (hash >> 31)
    }
}
