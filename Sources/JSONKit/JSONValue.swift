/// A JSON value as a tree, for bodies whose fields are looked at by name.
///
/// Objects keep the order of their keys; a key that comes twice is refused, since one of the two would be lost.
public enum JSONValue: Hashable, Sendable {
    case object([Member])
    case array([JSONValue])
    case string(String)
    case int(Int64)
    case double(Double)
    case bool(Bool)
    case null

    /// One key of an object with its value.
    public struct Member: Hashable, Sendable {
        public let key: String
        public let value: JSONValue

        public init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// Parses one document.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        self = try JSONReader.read(bytes) { (reader: inout JSONReader) throws(JSONError) in
            try JSONValue(from: &reader)
        }
    }

    /// Reads the next value of a reader.
    public init(from reader: inout JSONReader) throws(JSONError) {
        switch reader.peek() {
        case .object:
            var members: [Member] = []
            var seen: Set<String> = []
            try reader.object { (key, reader: inout JSONReader) throws(JSONError) in
                let name = key.text
                guard seen.insert(name).inserted else {
                    throw reader.error("the key \"\(name.prefix(50))\" comes twice")
                }
                members.append(Member(key: name, value: try JSONValue(from: &reader)))
            }
            self = .object(members)
        case .array:
            self = .array(
                try reader.array(of: { (reader: inout JSONReader) throws(JSONError) in
                    try JSONValue(from: &reader)
                })
            )
        case .string:
            self = .string(try reader.string())
        case .number:
            let span = try reader.numberSpan()
            if span.isWhole, let value = JSONReader.int(of: span, in: reader.bytes) {
                self = .int(value)
            } else if let value = JSONReader.double(of: span, in: reader.bytes) {
                self = .double(value)
            } else {
                throw JSONError("the number is too large", at: span.start)
            }
        case .bool:
            self = .bool(try reader.bool())
        case .null, nil:
            guard reader.null() else { throw reader.error("a value was expected") }
            self = .null
        }
    }

    /// What kind of value it is, with an article, for error sentences.
    public var kindDescription: String {
        switch self {
        case .object: "an object"
        case .array: "an array"
        case .string: "a string"
        case .int, .double: "a number"
        case .bool: "true or false"
        case .null: "null"
        }
    }

    /// The member of an object.
    public subscript(_ key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }
}

extension JSONWriter {
    /// Writes a tree.
    public mutating func value(_ value: JSONValue) {
        switch value {
        case .object(let members):
            beginObject()
            for member in members {
                key(member.key)
                self.value(member.value)
            }
            endObject()
        case .array(let elements):
            beginArray()
            for element in elements { self.value(element) }
            endArray()
        case .string(let text): string(text)
        case .int(let number): int(number)
        case .double(let number): double(number)
        case .bool(let flag): bool(flag)
        case .null: null()
        }
    }
}
