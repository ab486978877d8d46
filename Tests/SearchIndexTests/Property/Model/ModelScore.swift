@testable import SearchIndex

/// The parts of a relevance, each from its definition.
struct ModelScore: Hashable, Comparable {
    var words = 0
    var typos = 0
    var title = 0
    var proximity = 0
    var weight = 0
    var exactness = 0

    init(_ relevance: Relevance) {
        words = relevance.words
        typos = relevance.typos
        title = relevance.title.rawValue
        proximity = relevance.proximity
        weight = relevance.weight
        exactness = relevance.exactness
    }

    init(_ found: [ModelMatcher.Places], words query: [ModelWord], in values: [ModelValue]) {
        let matched = found.filter { !$0.places.isEmpty }
        words = zip(query, found).count { !$0.isOptional && !$1.places.isEmpty }
        typos = matched.reduce(0) { $0 + ModelGrade.cost($1.grade) }
        let title = ModelTitle(found: found, words: query).best(in: values)
        self.title = title.match
        proximity = zip(matched, matched.dropFirst()).reduce(0) { $0 + Self.distance($1.0, $1.1) }
        proximity += 8 * (found.count - matched.count)
        weight = matched.reduce(0) { $0 + ($1.places.map(\.weight).max() ?? 0) }
        exactness = matched.reduce(0) { $0 + 4 * ModelGrade.exactness($1.grade) } + title.unfinished
    }

    /// 8 for words that do not stand in one value.
    private static func distance(_ one: ModelMatcher.Places, _ other: ModelMatcher.Places) -> Int {
        var nearest = 8
        for left in one.places {
            for right in other.places where left.value == right.value {
                nearest = min(nearest, distance(left, right))
            }
        }
        return nearest
    }

    /// 1 for a word that follows at once, one more for each word between, one more when the order is the other.
    private static func distance(_ one: ModelMatcher.Place, _ other: ModelMatcher.Place) -> Int {
        let isInOrder = one.offset <= other.offset
        let (first, second) = isInOrder ? (one, other) : (other, one)
        let between = max(second.offset - (first.offset + first.span), 0)
        return 1 + between + (isInOrder ? 0 : 1)
    }

    /// Whether this one is worse.
    static func < (left: ModelScore, right: ModelScore) -> Bool {
        if left.words != right.words { return left.words < right.words }
        if left.typos != right.typos { return left.typos > right.typos }
        if left.title != right.title { return left.title < right.title }
        if left.proximity != right.proximity { return left.proximity > right.proximity }
        if left.weight != right.weight { return left.weight < right.weight }
        return left.exactness < right.exactness
    }
}
