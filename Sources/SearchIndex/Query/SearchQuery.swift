/// What somebody asks an index.
public struct SearchQuery: Sendable {
    /// In which order hits come.
    public enum Sort: Hashable, Sendable {
        /// Best first; without words, by the schema's rank.
        case relevance
        /// By a number of the schema. Documents without it come last.
        case number(Int, ascending: Bool)
        /// Alphabetically, without leading articles; down is exactly the other way round, ties included.
        case title(ascending: Bool)
    }

    /// Values of a facet to count.
    public struct Facet: Hashable, Sendable {
        /// Place in ``SearchSchema/facets``.
        public var facet: Int
        /// Most frequent values that the answer names.
        public var limit: Int
        /// Only values in whose label every word of this begins some word.
        public var text: String?

        public init(_ facet: Int, limit: Int = 10, text: String? = nil) {
            self.facet = facet
            self.limit = limit
            self.text = text
        }
    }

    /// What the user typed, see ``QueryParser`` for its few signs.
    public var text: String
    /// All must hold.
    public var filters: [SearchFilter]
    public var facets: [Facet]
    /// Numbers, by their places in the schema, whose least and greatest value among the hits is wanted.
    public var ranges: [Int]
    public var sort: Sort
    /// Most hits in the answer.
    public var limit: Int
    /// Where the page before ended.
    public var after: SearchCursor?
    /// Documents that come first, in this order, if they satisfy the filters.
    public var pinned: [SearchKey]
    /// Looks into titles only, as if there were no other texts, and stops when the page is full, though better hits may
    /// follow: for suggestions.
    public var titlesOnly: Bool
    /// Whether hits say which words of theirs matched; without it, their ``SearchAnswer/Hit/matchedWords`` are empty.
    public var wantsMatchedWords: Bool
    public var bounds: WorkBounds

    public init(_ text: String = "", limit: Int = 20) {
        self.text = text
        filters = []
        facets = []
        ranges = []
        sort = .relevance
        self.limit = limit
        after = nil
        pinned = []
        titlesOnly = false
        wantsMatchedWords = true
        bounds = WorkBounds()
    }
}

/// Where a page of hits ended: all that orders its last hit, so the next page begins right after it even when the
/// catalog has changed in between.
public struct SearchCursor: Hashable, Sendable {
    /// What the hits are sorted by, as a number that is larger for earlier hits.
    public var primary: UInt64
    /// The title's sort key, when hits are sorted by it.
    public var title: [UInt8]
    /// The numbers that the schema ranks by; empty when the page ended among the pinned hits.
    public var rank: [Double]
    public var key: SearchKey

    public init(primary: UInt64, title: [UInt8], rank: [Double], key: SearchKey) {
        self.primary = primary
        self.title = title
        self.rank = rank
        self.key = key
    }

    init(pinned key: SearchKey) { self.init(primary: .max, title: [], rank: [], key: key) }

    var isPinned: Bool { rank.isEmpty }

    var rankKey: RankKey {
        func value(_ index: Int) -> Double { index < rank.count ? rank[index] : 0 }
        return RankKey(first: value(0), second: value(1), third: value(2), key: key.packed)
    }
}
