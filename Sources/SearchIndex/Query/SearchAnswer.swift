/// What an index answers.
public struct SearchAnswer: Sendable {
    public struct Hit: Sendable {
        public var key: SearchKey
        /// Where it stands in the index. Title and numbers are looked up by those who want them.
        let segment: Segment
        let document: Int
        /// Nil when the query has no words, is not sorted by relevance, or the hit is pinned.
        public var relevance: Relevance?
        public var isPinned: Bool
        /// The folded words that matched, for ``Highlighter``.
        public var matchedWords: Set<String>

        /// As ``SearchDocument/title``.
        public var title: String { segment.titles[document] }

        /// As ``SearchDocument/numbers``.
        public var numbers: [Double?] {
            segment.numbers.map { $0[document].isNaN ? nil : $0[document] }
        }
    }

    public struct FacetCount: Hashable, Sendable {
        public var value: FacetValue
        /// Documents among all hits that have the value; exact. Filters that are about this facet alone do not count:
        /// a user sees what another choice would give.
        public var count: Int
    }

    public struct NumberRange: Hashable, Sendable {
        public var minimum: Double
        public var maximum: Double
    }

    public var hits: [Hit] = []
    /// Number of all documents that match; exact unless ``isPartial``.
    public var total = 0
    /// By ``SearchQuery/facets``: the most frequent first, then by key.
    public var facets: [[FacetCount]] = []
    /// By ``SearchQuery/ranges``; nil when no hit has the number.
    public var ranges: [NumberRange?] = []
    /// Where the next page begins; nil when this was the last.
    public var next: SearchCursor?
    /// What the user may have meant: the words of the query, those with typos replaced by what the best hit has. Nil
    /// when the words were found as typed.
    public var correction: String?
    /// Words without which the query was answered because nothing matched all: first those that no document has, then
    /// one that is too much, or the last ones typed.
    public var droppedWords: [String] = []
    /// A bound on work was hit: hits may be missing and counts too low. What is there does match the words that were not
    /// dropped, though perhaps with typos, and all filters; what is excluded is not there.
    public var isPartial = false
}
