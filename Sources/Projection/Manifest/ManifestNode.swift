import Mongo
import Yams

/// A YAML value with its place, for errors that name file, line and field.
struct ManifestNode {
    let node: Node
    let file: String
    let field: String

    func error(_ message: String) -> ManifestError {
        ManifestError(file: file, line: node.mark?.line, field: field, message: message)
    }

    /// The members of a mapping; a name that is not among `known` is an error.
    func members(_ known: [String]) throws(ManifestError) -> [String: ManifestNode] {
        var members: [String: ManifestNode] = [:]
        for (name, member) in try mapping() {
            guard known.contains(name) else {
                throw member.error("is not known; there are \(known.joined(separator: ", ")).")
            }
            members[name] = member
        }
        return members
    }

    /// The members of a mapping in their order; a name that comes twice is an error.
    func mapping() throws(ManifestError) -> [(String, ManifestNode)] {
        guard case .mapping(let mapping) = node else { throw error("must be a mapping of names to values.") }
        var members: [(String, ManifestNode)] = []
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else { throw error("has a name that is not text.") }
            let name = field.isEmpty ? scalar.string : "\(field).\(scalar.string)"
            let member = ManifestNode(node: value, file: file, field: name)
            guard !members.contains(where: { $0.0 == scalar.string }) else {
                throw member.error("comes twice.")
            }
            members.append((scalar.string, member))
        }
        return members
    }

    func list() throws(ManifestError) -> [ManifestNode] {
        guard case .sequence(let sequence) = node else { throw error("must be a list.") }
        var items: [ManifestNode] = []
        for (index, item) in sequence.enumerated() {
            items.append(ManifestNode(node: item, file: file, field: "\(field)[\(index)]"))
        }
        return items
    }

    func text() throws(ManifestError) -> String {
        guard case .scalar(let scalar) = node, !scalar.string.isEmpty else { throw error("must be text.") }
        return scalar.string
    }

    func texts() throws(ManifestError) -> [String] {
        var texts: [String] = []
        for item in try list() { texts.append(try item.text()) }
        return texts
    }

    func integer() throws(ManifestError) -> Int {
        guard let value = node.int else { throw error("must be a whole number.") }
        return value
    }

    func bool() throws(ManifestError) -> Bool {
        guard let value = node.bool else { throw error("must be true or false.") }
        return value
    }

    /// A mapping as a BSON document, with the fields in their order.
    func document() throws(ManifestError) -> BSONDocument {
        var writer = BSONWriter()
        for (name, member) in try mapping() { writer.append(name, try member.value()) }
        return writer.finish()
    }

    private func value() throws(ManifestError) -> BSONValue {
        switch node {
        case .mapping: return .document(try document())
        case .sequence:
            var values: [BSONValue] = []
            for item in try list() { values.append(try item.value()) }
            return .array(values)
        case .alias: throw error("is an alias, which is not supported here.")
        case .scalar(let scalar):
            // Only plain scalars are numbers and truth values; quotes make text of everything.
            guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
            if let integer = node.int { return .int64(Int64(integer)) }
            if let number = node.float { return .double(number) }
            if let bool = node.bool { return .bool(bool) }
            return node.null == nil ? .string(scalar.string) : .null
        }
    }
}
