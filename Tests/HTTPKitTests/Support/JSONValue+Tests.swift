import JSONKit

/// What tests ask of a document.
extension JSONValue {
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var number: Int64? { if case .int(let number) = self { number } else { nil } }
    var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
    var keys: [String] { if case .object(let members) = self { members.map(\.key) } else { [] } }

    /// Which fields a problem document says are wrong, sorted.
    var pointers: [String] { (self["errors"]?.elements ?? []).compactMap { $0["pointer"]?.text }.sorted() }
}
