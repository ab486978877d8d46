/// One BSON value: for filters, updates and single fields.
///
/// Queries are built from these typed values and from nothing else, so text from outside can never become an operator.
/// Literals work: `["_id": ["$in": .array(ids)], "gone": .null, "year": 1994]`.
public enum BSONValue: Sendable, Hashable {
    case double(Double)
    case string(String)
    case document(BSONDocument)
    case array([BSONValue])
    case binary(subtype: UInt8, bytes: [UInt8])
    case objectID(BSONObjectID)
    case bool(Bool)
    /// Milliseconds since 1970, UTC.
    case date(millisecondsSince1970: Int64)
    case null
    case regex(pattern: String, options: String)
    case int32(Int32)
    case timestamp(UInt64)
    case int64(Int64)
    case decimal128(low: UInt64, high: UInt64)
    case minKey
    case maxKey
    /// A type that MongoDB has deprecated (DBPointer, JavaScript, symbol, undefined), as its bytes.
    case deprecated(BSONType, bytes: [UInt8])

    /// An integer, stored as int64.
    public static func int(_ value: Int) -> BSONValue { .int64(Int64(value)) }

    /// The integer, from int32, int64 or a double without a fraction.
    public var int64Value: Int64? {
        switch self {
        case .int64(let value): value
        case .int32(let value): Int64(value)
        case .double(let value): Int64(exactly: value)
        default: nil
        }
    }

    /// The integer as an `Int`.
    public var intValue: Int? { int64Value.map(Int.init) }

    /// The number, from any numeric type but decimal.
    public var doubleValue: Double? {
        if case .double(let value) = self { return value }
        return int64Value.map(Double.init)
    }

    /// The text.
    public var stringValue: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The truth value.
    public var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The nested document.
    public var documentValue: BSONDocument? {
        if case .document(let value) = self { value } else { nil }
    }

    /// The elements.
    public var arrayValue: [BSONValue]? {
        if case .array(let value) = self { value } else { nil }
    }
}

extension BSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
    ExpressibleByStringInterpolation, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .int64(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(nilLiteral: ()) { self = .null }
    public init(arrayLiteral elements: BSONValue...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, BSONValue)...) {
        self = .document(BSONDocument(elements))
    }
}

extension BSONDocument: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, BSONValue)...) {
        self.init(elements)
    }

    /// The document of these fields, in this order.
    public init(_ fields: some Sequence<(String, BSONValue)>) {
        var writer = BSONWriter()
        for (key, value) in fields {
            writer.append(key, value)
        }
        self = writer.finish()
    }
}
