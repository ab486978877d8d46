/// The words of the names that a builder has seen before, by facet and number of the value that they name.
struct KnownNames {
    private struct Name {
        /// See ``FacetField/Found``: a value that was renamed has another one.
        var version: UInt32
        /// Where its words lie.
        var start: UInt32
        var end: UInt32

        static let unknown = Name(version: .max, start: 0, end: 0)
    }

    /// By facet and number.
    private var names: [[Name]]
    /// See ``TokenCode``, without the number of the text.
    private var words: [UInt32] = []

    init(facetCount: Int) { names = Array(repeating: [], count: facetCount) }

    /// Adds the words of a name with some more bits; false for one that must be learnt next.
    mutating func append(
        _ value: FacetField.Found,
        facet: Int,
        to tokens: inout [UInt32],
        adding bits: UInt32
    ) -> Bool {
        let number = Int(value.number)
        guard number < names[facet].count else { return false }
        let name = names[facet][number]
        guard name.version == value.version else { return false }
        for index in name.start..<name.end { tokens.append(words[Int(index)] | bits) }
        return true
    }

    /// Takes the words of a name.
    mutating func learn(
        _ value: FacetField.Found,
        facet: Int,
        _ tokens: ArraySlice<UInt32>,
        without bits: UInt32
    ) {
        let number = Int(value.number)
        while names[facet].count <= number { names[facet].append(.unknown) }
        let start = UInt32(words.count)
        for code in tokens { words.append(code & ~bits) }
        names[facet][number] = Name(version: value.version, start: start, end: UInt32(words.count))
    }
}
