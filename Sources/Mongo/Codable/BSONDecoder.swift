import FoundationEssentials

/// Decodes any `Decodable` from a document. For convenience: it builds a tree, so hot paths use ``BSONReader``.
///
/// A number is taken for any numeric type that can hold it exactly; a date for `Date`.
public struct BSONDecoder: Sendable {
    public init() {}

    /// - Throws: `DecodingError` with the path of what is missing or of another type.
    public func decode<Value: Decodable>(_ type: Value.Type, from document: BSONDocument) throws -> Value {
        try DecodingNode(value: .document(document), codingPath: []).decode(type)
    }
}

/// A value, where it stands, and how it becomes a Swift type.
private struct DecodingNode: Decoder, SingleValueDecodingContainer {
    let value: BSONValue
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let document = value.documentValue else { throw mismatch([String: Any].self) }
        do {
            return KeyedDecodingContainer(try KeyedFields<Key>(document, codingPath))
        } catch let error as BSONError {
            throw DecodingError.dataCorrupted(.init(codingPath: codingPath, debugDescription: error.message))
        }
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let elements = value.arrayValue else { throw mismatch([Any].self) }
        return Elements(elements: elements, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    func decodeNil() -> Bool { value == .null }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        switch type {
        case is Date.Type: try exactly(date)
        case is Bool.Type: try exactly(value.boolValue)
        case is String.Type: try exactly(value.stringValue)
        case is Double.Type: try exactly(value.doubleValue)
        case is Float.Type: try exactly(value.doubleValue.map { Float($0) })
        case let integer as any BinaryInteger.Type: try exactly(self.integer(integer))
        default: try Value(from: self)
        }
    }

    private var date: Date? {
        guard case .date(let milliseconds) = value else { return nil }
        return Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
    }

    private func integer<Integer: BinaryInteger>(_ type: Integer.Type) throws -> Integer? {
        guard let number = value.int64Value else { return nil }
        guard let exact = Integer(exactly: number) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: codingPath, debugDescription: "\(number) does not fit \(type).")
            )
        }
        return exact
    }

    private func exactly<Value>(_ found: Any?) throws -> Value {
        guard let found = found as? Value else { throw mismatch(Value.self) }
        return found
    }

    private func mismatch(_ type: Any.Type) -> DecodingError {
        let context = DecodingError.Context(
            codingPath: codingPath,
            debugDescription: "Expected \(type), found \(value.bsonType)."
        )
        return value == .null ? .valueNotFound(type, context) : .typeMismatch(type, context)
    }
}

private struct KeyedFields<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let values: [String: BSONValue]
    let codingPath: [any CodingKey]

    init(_ document: BSONDocument, _ codingPath: [any CodingKey]) throws {
        values = Dictionary(try document.fields(), uniquingKeysWith: { first, _ in first })
        self.codingPath = codingPath
    }

    var allKeys: [Key] { values.keys.compactMap(Key.init(stringValue:)) }

    func contains(_ key: Key) -> Bool { values[key.stringValue] != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try node(key).decodeNil() }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try node(key).decode(type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try node(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try node(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { try node(SuperKey()) }

    func superDecoder(forKey key: Key) throws -> any Decoder { try node(key) }

    private func node(_ key: some CodingKey) throws -> DecodingNode {
        guard let value = values[key.stringValue] else {
            throw DecodingError.keyNotFound(
                key,
                .init(codingPath: codingPath, debugDescription: "There is no field \"\(key.stringValue)\".")
            )
        }
        return DecodingNode(value: value, codingPath: codingPath + [key])
    }
}

private struct Elements: UnkeyedDecodingContainer {
    let elements: [BSONValue]
    let codingPath: [any CodingKey]
    private(set) var currentIndex = 0

    init(elements: [BSONValue], codingPath: [any CodingKey]) {
        self.elements = elements
        self.codingPath = codingPath
    }

    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    mutating func decodeNil() throws -> Bool {
        guard try current().decodeNil() else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try current().decode(type)
        currentIndex += 1
        return value
    }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        let container = try current().container(keyedBy: type)
        currentIndex += 1
        return container
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let container = try current().unkeyedContainer()
        currentIndex += 1
        return container
    }

    mutating func superDecoder() throws -> any Decoder {
        let node = try current()
        currentIndex += 1
        return node
    }

    private func current() throws -> DecodingNode {
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(
                Any.self,
                .init(
                    codingPath: codingPath,
                    debugDescription: "The array has only \(elements.count) elements."
                )
            )
        }
        return DecodingNode(value: elements[currentIndex], codingPath: codingPath)
    }
}
