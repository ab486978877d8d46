import SearchIndex

/// A document as plain words.
struct ModelDocument: Equatable, Sendable {
    var key: SearchKey
    var position: Int64
    var title: [String]
    /// By text of the schema: values, by value: words.
    var texts: [[[String]]]
    /// By facet of the schema: keys of values.
    var facets: [[String]]
    var numbers: [Double?]

    /// The document as the index takes it.
    func rendered() -> SearchDocument {
        SearchDocument(
            key: key,
            position: position,
            title: Self.text(title, salt: position),
            texts: texts.enumerated().map { field, values in
                values.map { Self.text($0, salt: position &+ Int64(field)) }
            },
            facets: facets.map { keys in keys.map { FacetValue(key: $0, label: ModelFacets.label(of: $0)) } },
            numbers: numbers
        )
    }

    /// Words as a text, in capitals and with punctuation now and then.
    private static func text(_ words: [String], salt: Int64) -> String {
        let separators = [" ", " ", "-", " – ", ": ", "/"]
        var text = ""
        for (index, word) in words.enumerated() {
            let choice = Int(truncatingIfNeeded: salt &* 31 &+ Int64(index * 7) & 0xFFFF)
            if index > 0 { text += separators[choice % separators.count] }
            text += choice.isMultiple(of: 3) ? word.uppercased() : word
        }
        return text
    }
}
