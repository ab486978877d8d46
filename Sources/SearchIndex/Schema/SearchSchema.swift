/// What an index knows about its documents: which texts are searched, what is counted, what sorts.
public struct SearchSchema: Sendable {
    /// A text that queries look into.
    public struct TextField: Sendable {
        public var name: String
        /// How much a word found here counts against one found elsewhere: 1 to 255.
        public var weight: Int
        /// Whether a value names the whole document, so that a query can spell it exactly.
        public var isTitle: Bool

        public init(_ name: String, weight: Int, isTitle: Bool = false) {
            self.name = name
            self.weight = min(max(weight, 1), 255)
            self.isTitle = isTitle
        }
    }

    /// At most 8. A document's texts come in this order.
    public var texts: [TextField]
    /// Names of what documents are counted and filtered by, such as `genre`.
    public var facets: [String]
    /// Names of what documents are filtered by range and sorted by, such as `year`.
    public var numbers: [String]
    /// Numbers, as indices into ``numbers``, that order documents of equal relevance: larger first, absent last. At
    /// most three; the document's key breaks the last tie, lower first.
    public var rank: [Int]
    /// Folded words that an exact title may lack in front.
    public var articles: [String]
    /// Words that need not be found while other words are.
    public var stopWords: [String]
    /// Words or phrases that also find other words or phrases, one way.
    public var synonyms: [String: [String]]

    /// Precondition: at most 8 texts, at most 3 ranks.
    public init(
        texts: [TextField],
        facets: [String] = [],
        numbers: [String] = [],
        rank: [Int] = [],
        articles: [String] = ["the", "a", "an", "le", "les", "der", "das", "el", "il"],
        stopWords: [String] = [],
        synonyms: [String: [String]] = [:]
    ) {
        precondition(texts.count <= 8, "an index has at most 8 texts")
        precondition(rank.count <= 3 && rank.allSatisfy(numbers.indices.contains), "at most 3 numbers rank")
        self.texts = texts
        self.facets = facets
        self.numbers = numbers
        self.rank = rank
        self.articles = articles
        self.stopWords = stopWords
        self.synonyms = synonyms
    }
}
