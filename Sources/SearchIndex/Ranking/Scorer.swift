/// Scores documents of one segment against the graded terms of a query.
///
/// ``PlaceFinder`` finds where the words of the query stand; the parts of ``Relevance`` follow from those places.
final class Scorer {
    /// Distance of words that do not stand in one value.
    static let farthest = 8

    let segment: Segment
    let finder: PlaceFinder
    private let words: [QueryWord]
    private let isOptional: Buffer<Bool>
    let wordCount: Int
    /// What a document can have at best.
    let bound: RelevanceBound
    let endsEarly: Bool
    /// What stands for several words of the query at one place.
    let joined: [(words: Range<Int>, phrase: TermPhrase)]
    /// The first word but for a leading article.
    let firstWord: Int
    /// A query's word is long enough to say something when unfinished.
    let isLong: Buffer<Bool>
    /// By title: the places of its words that the query has; one bit each.
    let titleGets = Buffer<UInt64>(count: PlaceFinder.maximumTitles, filledWith: 0)
    /// By title: places that the words of the query reach over.
    let titleReach = Buffer<Int>(count: PlaceFinder.maximumTitles, filledWith: 0)

    /// Scores by the first `count` words of the query.
    init(match: SegmentMatch, query: ParsedQuery, words count: Int, schema: SearchSchema, titlesOnly: Bool) {
        segment = match.segment
        finder = PlaceFinder(match: match, words: count, schema: schema, titlesOnly: titlesOnly)
        words = Array(query.words.prefix(count))
        isOptional = Buffer(words.map(\.isOptional))
        wordCount = count
        endsEarly = Self.endsEarly(query, words: count)
        joined = query.alternatives.compactMap { alternative in
            guard alternative.words.count > 1, alternative.words.upperBound <= count else { return nil }
            return TermPhrase(alternative, terms: match.segment.terms).map { (alternative.words, $0) }
        }
        firstWord = count > 1 && query.words[0].isArticle ? 1 : 0
        bound = RelevanceBound(
            match: match,
            query: query,
            words: count,
            firstWord: firstWord,
            hasJoined: !joined.isEmpty,
            schema: schema
        )
        isLong = Buffer(words.map { $0.length > 2 })
    }

    /// Whether the last of some words has so few letters that it is likely to go on.
    static func endsEarly(_ query: ParsedQuery, words count: Int) -> Bool {
        query.words.prefix(count).last.map { $0.length < 4 } ?? false
    }

    /// How well a document fits; nil if a word that must be found is not.
    func score(_ document: Int) -> Relevance? {
        finder.find(in: document)
        var matched = 0
        var typos = 0
        var exactness = 0
        for word in 0..<wordCount {
            let grade = finder.grades[word]
            if grade == 0 {
                if !isOptional[word] { return nil }
                continue
            }
            // A word that need not be there is no better than none: The Jaws is Jaws.
            if !isOptional[word] { matched += 1 }
            typos += Grade.typos(of: grade)
            exactness += Grade.exactness(of: grade)
        }
        let title = titleMatch()
        return Relevance(
            words: matched,
            typos: typos,
            title: title >> 2,
            proximity: proximity(),
            weight: weight(),
            exactness: exactness << 2 | title & 3
        )
    }

    /// The terms that a document's score comes from, by word of the query.
    func matchedTerms(of document: Int) -> [[String]] { finder.terms(in: document) }

    /// The words of the query, those with typos replaced by what a document has for them.
    func corrected(for document: Int) -> [String] {
        zip(words.indices, matchedTerms(of: document)).map { word, terms in
            Grade.typos(of: finder.grades[word]) > 0 ? terms.first ?? words[word].string : words[word].string
        }
    }

    // MARK: Parts of the score

    private func weight() -> Int {
        var total = 0
        for word in 0..<wordCount {
            var best: Int32 = 0
            for place in finder.places(of: word) { best = max(best, place.weight) }
            total += Int(best)
        }
        return total
    }

    private func proximity() -> Int {
        var total = 0
        var previous: Int?
        for word in 0..<wordCount {
            let places = finder.places(of: word)
            guard places.count > 0 else {
                total += Self.farthest
                continue
            }
            defer { previous = word }
            guard let previous else { continue }
            var nearest = Self.farthest
            for one in finder.places(of: previous) {
                for other in places where one.value == other.value {
                    nearest = min(nearest, Self.distance(one, other))
                }
            }
            total += nearest
        }
        return total
    }

    /// 1 for a word that follows at once, one more for each word between, one more when the order is the other.
    private static func distance(_ one: PlaceFinder.Place, _ other: PlaceFinder.Place) -> Int {
        if other.offset >= one.offset { return max(Int(other.offset - one.offset - one.span), 0) + 1 }
        return max(Int(one.offset - other.offset - other.span), 0) + 2
    }
}
