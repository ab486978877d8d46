/// Finds documents that share much with one document.
///
/// Each value or word that two documents share counts by how rare it is, `ln(1 + N / n)` for `n` of `N` documents
/// (inverse document frequency; Spärck Jones 1972), times the weight of its kind. Candidates come from the rarest that
/// the document has, so the work is bounded; ties go to the better ranked.
public struct SimilarQuery: Sendable {
    public var key: SearchKey
    public var limit: Int
    /// Weights by facet, as in ``SearchSchema/facets``; facets that are not named do not count.
    public var facetWeights: [Int: Double]
    /// Weight of a word of a title.
    public var wordWeight: Double
    /// Only documents of the same kind are found.
    public init(_ key: SearchKey, limit: Int = 10, facetWeights: [Int: Double], wordWeight: Double) {
        self.key = key
        self.limit = limit
        self.facetWeights = facetWeights
        self.wordWeight = wordWeight
    }
}

/// One document that is like another.
public struct SimilarHit: Sendable {
    /// What both have.
    public enum Reason: Hashable, Sendable {
        /// A value of a facet, by its place in the schema.
        case facet(Int, FacetValue)
        /// A word of a title, folded.
        case word(String)
    }

    public var key: SearchKey
    public var score: Double
    /// What counts most comes first.
    public var reasons: [Reason]
}

extension SearchIndex {
    /// Documents like another one, the most alike first; nil when that one is not in the index.
    public func similar(_ query: SimilarQuery) -> [SimilarHit]? {
        let snapshot = snapshot
        guard let place = snapshot.find(query.key.packed) else { return nil }
        let features = SimilarFeatures(
            query,
            of: place,
            in: snapshot,
            schema: schema,
            stopWords: parser.isStopWord
        )
        let itself = SimilarFeatures.Place(segment: place.segment, document: place.document)
        var candidates: [SimilarFeatures.Place: Double] = [:]
        features.forEachShared { place, weight in candidates[place, default: 0] += weight }
        candidates[itself] = nil
        typealias Scored = (place: SimilarFeatures.Place, score: Double)
        func isBetter(_ one: Scored, _ other: Scored) -> Bool {
            if one.score != other.score { return one.score > other.score }
            return features.rankKey(of: one.place).precedes(features.rankKey(of: other.place))
        }
        let likely = candidates.filter {
            SearchKey(packed: features.key(of: $0.key)).kind == query.key.kind
        }
        .map { (place: $0.key, score: $0.value) }
        .sorted(by: isBetter)
        .prefix(max(query.limit, 0) + Self.similarCandidates)
        // What is too frequent to find candidates by counts now.
        let best = likely.map { (place: $0.place, score: features.score(of: $0.place)) }
            .sorted(by: isBetter)
            .prefix(max(query.limit, 0))
        return best.map { found in
            SimilarHit(
                key: SearchKey(packed: features.key(of: found.place)),
                score: found.score,
                reasons: features.shared(with: found.place).map { features.reason($0, values: values) }
            )
        }
    }

    /// Candidates beyond the wanted ones that are scored by all that they share.
    private static let similarCandidates = 500
}

/// What one document has that others may share, the weightiest first.
struct SimilarFeatures {
    struct Place: Hashable {
        var segment: Int
        var document: Int
    }

    private enum Feature {
        case facet(Int, value: UInt32)
        case word([UInt8])
    }

    /// Entries of lists that one query may read.
    private static let maximumPostings = 200_000

    private let snapshot: IndexSnapshot
    private let schema: SearchSchema
    private var features: [(feature: Feature, weight: Double, frequency: Int)] = []

    init(
        _ query: SimilarQuery,
        of place: (segment: Int, document: Int),
        in snapshot: IndexSnapshot,
        schema: SearchSchema,
        stopWords isStopWord: ([UInt8]) -> Bool
    ) {
        self.snapshot = snapshot
        self.schema = schema
        let segment = snapshot.segments[place.segment].segment
        let total = Double(snapshot.segments.reduce(0) { $0 + $1.liveCount })
        func add(_ feature: Feature, _ weight: Double) {
            let frequency = frequency(of: feature)
            guard weight > 0, frequency > 1 else { return }
            features.append((feature, weight * Self.log(1 + total / Double(frequency)), frequency))
        }
        for (facet, weight) in query.facetWeights.sorted(by: { $0.key < $1.key }) {
            segment.facets[facet].forEachValue(of: place.document) {
                add(.facet(facet, value: UInt32($0)), weight)
            }
        }
        var seen: Set<[UInt8]> = []
        for index in Int(segment.tokenStarts[place.document])..<Int(segment.tokenStarts[place.document + 1]) {
            let code = segment.tokens[index]
            guard schema.texts[TokenCode.field(code)].isTitle else { continue }
            let word = Array(segment.terms.word(TokenCode.term(code)))
            guard !isStopWord(word), seen.insert(word).inserted else { continue }
            add(.word(word), query.wordWeight)
        }
        features.sort { $0.weight != $1.weight ? $0.weight > $1.weight : $0.frequency < $1.frequency }
    }

    /// The natural logarithm, from the binary exponent and a series: the standard library has none.
    static func log(_ value: Double) -> Double {
        let mantissa = value.significand
        let ratio = (mantissa - 1) / (mantissa + 1)
        var term = ratio
        var sum = 0.0
        for power in stride(from: 1, through: 25, by: 2) {
            sum += term / Double(power)
            term *= ratio * ratio
        }
        return Double(value.exponent) * 0.693_147_180_559_945_3 + 2 * sum
    }

    func key(of place: Place) -> Int64 { snapshot.segments[place.segment].segment.keys[place.document] }

    func rankKey(of place: Place) -> RankKey {
        snapshot.segments[place.segment].segment.rankKey(of: place.document, rank: schema.rank)
    }

    /// Calls `body` with each live document that shares a feature, for each feature that is rare enough.
    func forEachShared(_ body: (Place, Double) -> Void) {
        var left = Self.maximumPostings
        for entry in features where entry.frequency <= left {
            left -= entry.frequency
            for (number, part) in snapshot.segments.enumerated() {
                forEachDocument(with: entry.feature, in: part) { document in
                    body(Place(segment: number, document: document), entry.weight)
                }
            }
        }
    }

    /// Sum of the weights of all that a document shares.
    func score(of place: Place) -> Double { shared(with: place).reduce(0) { $0 + features[$1].weight } }

    /// What a document shares, the weightiest first.
    func shared(with place: Place) -> [Int] {
        let segment = snapshot.segments[place.segment].segment
        return features.indices.filter { index in
            switch features[index].feature {
            case .facet(let facet, let value):
                var isShared = false
                segment.facets[facet].forEachValue(of: place.document) {
                    if $0 == Int(value) { isShared = true }
                }
                return isShared
            case .word(let word):
                guard let term = segment.terms.number(of: word) else { return false }
                return hasInTitle(term, document: place.document, of: segment)
            }
        }
    }

    func reason(_ index: Int, values: FacetValues) -> SimilarHit.Reason {
        switch features[index].feature {
        case .facet(let facet, let value): .facet(facet, values.value(Int(value), field: facet))
        case .word(let word): .word(String(decoding: word, as: UTF8.self))
        }
    }

    private func hasInTitle(_ term: Int, document: Int, of segment: Segment) -> Bool {
        let words = Int(segment.tokenStarts[document])..<Int(segment.tokenStarts[document + 1])
        return words.contains { index in
            let code = segment.tokens[index]
            return TokenCode.term(code) == term && schema.texts[TokenCode.field(code)].isTitle
        }
    }

    private func frequency(of feature: Feature) -> Int {
        snapshot.segments.reduce(0) { total, part in
            switch feature {
            case .facet(let facet, let value):
                let column = part.segment.facets[facet]
                return total + (column.place(of: value).map(column.postings.count(of:)) ?? 0)
            case .word(let word):
                return total
                    + (part.segment.terms.number(of: word).map { part.segment.documents.count(of: $0) } ?? 0)
            }
        }
    }

    private func forEachDocument(with feature: Feature, in part: LiveSegment, _ body: (Int) -> Void) {
        let segment = part.segment
        switch feature {
        case .facet(let facet, let value):
            let column = segment.facets[facet]
            guard let place = column.place(of: value) else { return }
            column.postings.forEach(in: place) { if part.contains($0) { body($0) } }
        case .word(let word):
            guard let term = segment.terms.number(of: word) else { return }
            segment.scratch.withScratch { scratch in
                let having = scratch.makeSet()
                segment.documents.formUnion(of: term, titlesOnly: true, into: having)
                having.forEach { if part.contains($0) { body($0) } }
                scratch.reuse(having)
            }
        }
    }
}
