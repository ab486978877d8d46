/// Names one document: a kind, such as film or person, and a number within the kind.
public struct SearchKey: Hashable, Comparable, Sendable {
    public var kind: UInt8
    /// From 0 to 2⁵⁵ - 1.
    public var id: Int64

    public init(kind: UInt8, id: Int64) {
        self.kind = kind
        self.id = id
    }

    /// Both in one number that orders as keys do.
    var packed: Int64 { Int64(kind) << 55 | id & (1 << 55 - 1) }

    init(packed: Int64) {
        kind = UInt8(truncatingIfNeeded: packed >> 55)
        id = packed & (1 << 55 - 1)
    }

    public static func < (left: SearchKey, right: SearchKey) -> Bool { left.packed < right.packed }
}

/// One value that documents are counted by.
public struct FacetValue: Hashable, Sendable {
    /// What filters name, such as a slug.
    public var key: String
    /// What people read.
    public var label: String
    /// What names the value for ever, when its key may change; filters may name it too.
    public var id: String?

    public init(key: String, label: String, id: String? = nil) {
        self.key = key
        self.label = label
        self.id = id
    }
}

/// What the index is told of one document.
public struct SearchDocument: Sendable {
    public var key: SearchKey
    /// How new it is: a state with a lower position never replaces one with a higher.
    public var position: Int64
    /// What a list of suggestions shows, and what lists by title sort.
    public var title: String
    /// By ``SearchSchema/texts``: the values of each.
    public var texts: [[String]]
    /// By ``SearchSchema/facets``: the values of each.
    public var facets: [[FacetValue]]
    /// By ``SearchSchema/numbers``; nil when the document has none.
    public var numbers: [Double?]

    public init(
        key: SearchKey,
        position: Int64,
        title: String,
        texts: [[String]],
        facets: [[FacetValue]],
        numbers: [Double?]
    ) {
        self.key = key
        self.position = position
        self.title = title
        self.texts = texts
        self.facets = facets
        self.numbers = numbers
    }
}
