import FoundationEssentials

/// Encodes any `Encodable` as a document. For convenience: it builds a tree, so hot paths use ``BSONWriter``.
///
/// `Int32` becomes int32 and every other integer int64; `Date` becomes a BSON date in whole milliseconds. `nil` that
/// is encoded explicitly becomes null; what `encodeIfPresent` leaves out stays out.
public struct BSONEncoder: Sendable {
    public init() {}

    /// - Throws: `EncodingError` where the value is not a keyed one at the top, or holds an integer beyond int64.
    public func encode(_ value: some Encodable) throws -> BSONDocument {
        let encoder = TreeEncoder(codingPath: [])
        try value.encode(to: encoder)
        guard case .document(let document) = encoder.node.value else {
            throw EncodingError.invalidValue(
                value,
                .init(codingPath: [], debugDescription: "A BSON document needs named fields at its top.")
            )
        }
        return document
    }
}

/// A value under construction. A class, because Codable hands out containers and fills them later.
private final class EncodingNode {
    var single: BSONValue?
    var fields: [(key: String, node: EncodingNode)] = []
    var elements: [EncodingNode] = []
    var kind = Kind.single

    enum Kind {
        case single, document, array
    }

    /// What was encoded into it; null where nothing was.
    var value: BSONValue {
        switch kind {
        case .single: single ?? .null
        case .document: .document(BSONDocument(fields.map { ($0.key, $0.node.value) }))
        case .array: .array(elements.map(\.value))
        }
    }

    func field(_ key: some CodingKey) -> EncodingNode {
        let node = EncodingNode()
        if let place = fields.firstIndex(where: { $0.key == key.stringValue }) {
            fields[place].node = node
        } else {
            fields.append((key.stringValue, node))
        }
        return node
    }

    func element() -> EncodingNode {
        let node = EncodingNode()
        elements.append(node)
        return node
    }

    func set(_ value: some Encodable, _ path: [any CodingKey]) throws {
        switch value {
        case let date as Date:
            single = .date(millisecondsSince1970: Int64((date.timeIntervalSince1970 * 1_000).rounded()))
        case let number as Int32: single = .int32(number)
        case let number as any BinaryInteger:
            guard let exact = Int64(exactly: number) else {
                throw EncodingError.invalidValue(
                    value,
                    .init(codingPath: path, debugDescription: "BSON has no integer beyond int64.")
                )
            }
            single = .int64(exact)
        case let number as any BinaryFloatingPoint: single = .double(Double(number))
        case let truth as Bool: single = .bool(truth)
        case let text as String: single = .string(text)
        default: try value.encode(to: TreeEncoder(codingPath: path, node: self))
        }
    }
}

private struct TreeEncoder: Encoder {
    let codingPath: [any CodingKey]
    var node = EncodingNode()
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        node.kind = .document
        return KeyedEncodingContainer(Keyed<Key>(codingPath: codingPath, node: node))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        node.kind = .array
        return Unkeyed(codingPath: codingPath, node: node)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        Single(codingPath: codingPath, node: node)
    }
}

private struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let codingPath: [any CodingKey]
    let node: EncodingNode

    func encodeNil(forKey key: Key) {
        node.field(key).single = .null
    }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        try node.field(key).set(value, codingPath + [key])
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        TreeEncoder(codingPath: codingPath + [key], node: node.field(key)).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        TreeEncoder(codingPath: codingPath + [key], node: node.field(key)).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        TreeEncoder(codingPath: codingPath, node: node.field(SuperKey()))
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        TreeEncoder(codingPath: codingPath + [key], node: node.field(key))
    }
}

private struct Unkeyed: UnkeyedEncodingContainer {
    let codingPath: [any CodingKey]
    let node: EncodingNode
    var count: Int { node.elements.count }

    func encodeNil() {
        node.element().single = .null
    }

    func encode(_ value: some Encodable) throws {
        try node.element().set(value, codingPath)
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        TreeEncoder(codingPath: codingPath, node: node.element()).container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        TreeEncoder(codingPath: codingPath, node: node.element()).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        TreeEncoder(codingPath: codingPath, node: node.element())
    }
}

private struct Single: SingleValueEncodingContainer {
    let codingPath: [any CodingKey]
    let node: EncodingNode

    func encodeNil() {
        node.single = .null
    }

    func encode(_ value: some Encodable) throws {
        try node.set(value, codingPath)
    }
}

/// Codable's name for the part of a superclass.
struct SuperKey: CodingKey {
    let stringValue = "super"
    let intValue: Int? = nil

    init() {}
    init?(stringValue: String) { nil }
    init?(intValue: Int) { nil }
}
