/// The words of the names that a builder has seen before, by facet and number of the value that they name.
struct KnownNames {
    private struct Name: BitwiseCopyable {
        /// See ``FacetField/Found``: a value that was renamed has another one.
        var version: UInt32
        /// Where its words lie.
        var start: UInt32
        var end: UInt32

        static let unknown = Name(version: .max, start: 0, end: 0)
    }

    /// By facet and number.
    private let names: [GrowingBuffer<Name>]
    /// See ``TokenCode``, without the number of the text.
    private let words = GrowingBuffer<UInt32>()
    /// Of the document that is added, by its values: where the words are that are known, and the first of them.
    private var fetched: [Name] = []
    private var firsts: [UInt32] = []

    init(facetCount: Int) { names = (0..<facetCount).map { _ in GrowingBuffer() } }

    /// Looks up all names of a document.
    ///
    /// They lie anywhere in memory. Those of all values are asked for before any is looked at, see
    /// ``FacetField/find(_:_:into:)``.
    mutating func fetch(_ found: [FacetField.Found?], of document: SearchDocument) {
        fetched.removeAll(keepingCapacity: true)
        firsts.removeAll(keepingCapacity: true)
        for (value, found) in zip(document.values, found) {
            guard let found, value.text >= 0, Int(found.number) < names[Int(value.facet)].count else {
                fetched.append(.unknown)
                continue
            }
            let name = names[Int(value.facet)][Int(found.number)]
            fetched.append(name.version == found.version ? name : .unknown)
        }
        for name in fetched { firsts.append(name.start < name.end ? words[Int(name.start)] : 0) }
    }

    /// Adds the words of a name that was fetched, with some more bits; false for one that must be learnt next.
    ///
    /// - Parameter index: The value's in the document.
    func append(_ index: Int, to tokens: GrowingBuffer<UInt32>, adding bits: UInt32) -> Bool {
        let name = fetched[index]
        guard name.start < name.end else { return false }
        tokens.append(firsts[index] | bits)
        for place in (name.start + 1)..<name.end { tokens.append(words[Int(place)] | bits) }
        return true
    }

    /// Takes the words of a name.
    func learn(
        _ value: FacetField.Found,
        facet: Int,
        _ tokens: UnsafeBufferPointer<UInt32>,
        without bits: UInt32
    ) {
        let (names, number) = (names[facet], Int(value.number))
        if names.count <= number { names.append(repeating: .unknown, count: number + 1 - names.count) }
        let start = UInt32(words.count)
        for code in tokens { words.append(code & ~bits) }
        names[number] = Name(version: value.version, start: start, end: UInt32(words.count))
    }
}
