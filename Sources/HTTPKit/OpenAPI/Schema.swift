public import JSONKit

/// A JSON Schema (draft 2020-12, as OpenAPI 3.1 uses it), made from a few helpers.
public struct Schema: Sendable {
    /// The schema as JSON.
    public private(set) var json: JSONValue

    /// A schema that the helpers cannot say.
    public init(_ json: JSONValue) {
        self.json = json
    }

    /// A schema of the document's components.
    public static func ref(_ name: String) -> Schema {
        Schema(object([("$ref", .string("#/components/schemas/" + name))]))
    }

    /// Text; `length` counts characters.
    public static func string(
        length: ClosedRange<Int>? = nil,
        format: String? = nil,
        pattern: String? = nil,
        oneOf values: [String] = []
    ) -> Schema {
        var members: [(String, JSONValue)] = [("type", .string("string"))]
        if let length {
            if length.lowerBound > 0 { members.append(("minLength", .int(Int64(length.lowerBound)))) }
            if length.upperBound < .max { members.append(("maxLength", .int(Int64(length.upperBound)))) }
        }
        if let format { members.append(("format", .string(format))) }
        if let pattern { members.append(("pattern", .string(pattern))) }
        if !values.isEmpty { members.append(("enum", .array(values.map { .string($0) }))) }
        return Schema(object(members))
    }

    /// A whole number.
    public static func integer(_ range: ClosedRange<Int64>? = nil) -> Schema {
        var members: [(String, JSONValue)] = [("type", .string("integer"))]
        if let range {
            if range.lowerBound > .min { members.append(("minimum", .int(range.lowerBound))) }
            if range.upperBound < .max { members.append(("maximum", .int(range.upperBound))) }
        }
        return Schema(object(members))
    }

    public static func number(_ range: ClosedRange<Double>? = nil) -> Schema {
        var members: [(String, JSONValue)] = [("type", .string("number"))]
        if let range {
            members.append(("minimum", .double(range.lowerBound)))
            if range.upperBound < .greatestFiniteMagnitude {
                members.append(("maximum", .double(range.upperBound)))
            }
        }
        return Schema(object(members))
    }

    public static let boolean = Schema(object([("type", .string("boolean"))]))

    /// Any value.
    public static let any = Schema(.object([]))

    public static func array(of element: Schema, atMost count: Int? = nil) -> Schema {
        var members: [(String, JSONValue)] = [("type", .string("array")), ("items", element.json)]
        if let count { members.append(("maxItems", .int(Int64(count)))) }
        return Schema(object(members))
    }

    /// An object with these fields and no others; `required` must be there.
    public static func object(
        required: KeyValuePairs<String, Schema> = [:],
        optional: KeyValuePairs<String, Schema> = [:]
    ) -> Schema {
        let fields = (Array(required) + Array(optional)).map { ($0.key, $0.value.json) }
        var members: [(String, JSONValue)] = [
            ("type", .string("object")), ("properties", object(fields)),
            ("additionalProperties", .bool(false)),
        ]
        if !required.isEmpty { members.append(("required", .array(required.map { .string($0.key) }))) }
        return Schema(object(members))
    }

    public static func oneOf(_ schemas: [Schema]) -> Schema {
        Schema(object([("oneOf", .array(schemas.map(\.json)))]))
    }

    /// The same, or `null`.
    public var orNull: Schema { .oneOf([self, Schema(Self.object([("type", .string("null"))]))]) }

    /// The same with a sentence for its reader.
    public func described(_ text: String) -> Schema {
        guard case .object(let members) = json else { return self }
        return Schema(.object(members + [JSONValue.Member(key: "description", value: .string(text))]))
    }

    static func object(_ members: [(String, JSONValue)]) -> JSONValue {
        .object(members.map { JSONValue.Member(key: $0.0, value: $0.1) })
    }
}
