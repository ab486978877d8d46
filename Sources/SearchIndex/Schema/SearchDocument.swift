/// What the index is told of one document.
///
/// A document is filled value by value. All its text lies in one run of bytes, because a catalog brings tens of millions
/// of names, and a string for each would take longer than to index it.
public struct SearchDocument: Sendable {
    public var key: SearchKey
    /// How new it is: a state with a lower position never replaces one with a higher.
    public var position: Int64
    /// What a list of suggestions shows, and what lists by title sort.
    public var title: String
    /// By ``SearchSchema/numbers``; nil when the document has none. What is missing at the end is nil.
    public var numbers: [Double?]

    private(set) var values: [Value] = []
    private var bytes: [UInt8] = []

    /// A text that is searched, a value that is counted, or both.
    struct Value {
        /// The text of the schema in which it is searched; -1 for none.
        let text: Int8
        /// The facet by which it is counted; -1 for none.
        let facet: Int8
        fileprivate let hasID: Bool
        fileprivate let number: Int64
        /// Where its key and its label lie, one after the other.
        fileprivate let start: UInt32
        fileprivate let middle: UInt32
        fileprivate let end: UInt32

        var id: Int64? { hasID ? number : nil }
    }

    public init(key: SearchKey, position: Int64, title: String, numbers: [Double?] = []) {
        self.key = key
        self.position = position
        self.title = title
        self.numbers = numbers
    }

    /// A document of which all is at hand.
    ///
    /// - Parameters:
    ///   - texts: By ``SearchSchema/texts``: the values of each.
    ///   - facets: By ``SearchSchema/facets``: the values of each.
    public init(
        key: SearchKey,
        position: Int64,
        title: String,
        texts: [[String]],
        facets: [[FacetValue]],
        numbers: [Double?]
    ) {
        self.init(key: key, position: position, title: title, numbers: numbers)
        for (field, values) in texts.enumerated() { for value in values { add(value, to: field) } }
        for (facet, values) in facets.enumerated() { for value in values { add(value, to: facet) } }
    }

    /// Empties it for another document, whose texts and values find room where the last one's were.
    public mutating func reset() {
        key = SearchKey(kind: key.kind, id: 0)
        position = 0
        title = ""
        for index in numbers.indices { numbers[index] = nil }
        values.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Sets aside room for a document of about this size, so that it does not move while it grows.
    public mutating func reserve(values count: Int, bytes byteCount: Int) {
        values.reserveCapacity(count)
        bytes.reserveCapacity(byteCount)
    }

    /// Adds a value of a text, by its index in ``SearchSchema/texts``.
    public mutating func add(_ text: String, to field: Int) {
        var text = text
        text.withUTF8 { add(UnsafeRawBufferPointer($0), to: field) }
    }

    /// Adds a value of a text, given as UTF-8.
    public mutating func add(_ text: UnsafeRawBufferPointer, to field: Int) {
        append(
            text: field,
            facet: -1,
            id: nil,
            key: UnsafeRawBufferPointer(rebasing: text[..<0]),
            label: text
        )
    }

    /// Adds a person's name, given as UTF-8, as it reads from each of its later words on: `Marlon Brando` as
    /// `Brando Marlon`. In a title besides the name itself, a last name is then the beginning of one, as a first name is.
    ///
    /// Of a name with many words, only the second to the fourth begin one.
    public mutating func addTurned(_ name: UnsafeRawBufferPointer, to field: Int) {
        let space = UInt8(ascii: " ")
        let places = name.indices.filter { $0 > 0 && name[$0] != space && name[$0 - 1] == space }
        for place in places.prefix(3) {
            let turned = Array(name[place...]) + [space] + name[..<(place - 1)]
            turned.withUnsafeBytes { add($0, to: field) }
        }
    }

    /// Adds a value that the document is counted by.
    ///
    /// - Parameters:
    ///   - facet: Its index in ``SearchSchema/facets``.
    ///   - field: The text in which the label is searched too, if it is: the name of whoever is in the cast.
    public mutating func add(_ value: FacetValue, to facet: Int, searchedIn field: Int? = nil) {
        var (key, label) = (value.key, value.label)
        key.withUTF8 { key in
            label.withUTF8 { label in
                add(
                    id: value.id,
                    key: UnsafeRawBufferPointer(key),
                    label: UnsafeRawBufferPointer(label),
                    to: facet,
                    searchedIn: field
                )
            }
        }
    }

    /// Adds a value that the document is counted by, of which key and label are given as UTF-8, see ``FacetValue``.
    public mutating func add(
        id: Int64?,
        key: UnsafeRawBufferPointer,
        label: UnsafeRawBufferPointer,
        to facet: Int,
        searchedIn field: Int? = nil
    ) {
        append(text: field ?? -1, facet: facet, id: id, key: key, label: label)
    }

    private mutating func append(
        text: Int,
        facet: Int,
        id: Int64?,
        key: UnsafeRawBufferPointer,
        label: UnsafeRawBufferPointer
    ) {
        let start = bytes.count
        bytes.append(contentsOf: key)
        bytes.append(contentsOf: label)
        values.append(
            Value(
                text: Int8(truncatingIfNeeded: text),
                facet: Int8(truncatingIfNeeded: facet),
                hasID: id != nil,
                number: id ?? 0,
                start: UInt32(start),
                middle: UInt32(start + key.count),
                end: UInt32(bytes.count)
            )
        )
    }

    func number(at index: Int) -> Double? { index < numbers.count ? numbers[index] : nil }

    /// Calls `body` with the bytes that all values lie in.
    func withBytes<Result>(_ body: (SearchDocumentBytes) -> Result) -> Result {
        bytes.withUnsafeBufferPointer { body(SearchDocumentBytes(bytes: $0)) }
    }
}

/// The text of a document's values, in place.
struct SearchDocumentBytes {
    fileprivate let bytes: UnsafeBufferPointer<UInt8>

    func key(of value: SearchDocument.Value) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[Int(value.start)..<Int(value.middle)])
    }

    /// The label, or the text of a value that is not counted.
    func label(of value: SearchDocument.Value) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[Int(value.middle)..<Int(value.end)])
    }

    /// The key and after it the label.
    func all(of value: SearchDocument.Value) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[Int(value.start)..<Int(value.end)])
    }
}
