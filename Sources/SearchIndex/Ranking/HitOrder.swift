/// One document that may be among the best.
struct Candidate {
    /// Larger is better.
    var primary: UInt64
    /// The title's sort key, when hits are sorted by title.
    var title: [UInt8] = []
    var segment: Int
    var document: Int
    /// Of a cursor, which is no document of a segment: where it stands among documents that are equal otherwise.
    private(set) var cursor: RankKey?

    init(primary: UInt64, segment: Int, document: Int) {
        self.primary = primary
        self.segment = segment
        self.document = document
    }

    /// The last hit of the page before.
    init(_ cursor: SearchCursor) {
        primary = cursor.primary
        title = cursor.title
        segment = -1
        document = -1
        self.cursor = cursor.rankKey
    }
}

/// In which order candidates come.
struct HitOrder {
    private enum Kind { case primary, titleUp, titleDown }

    private let kind: Kind
    private let segments: [LiveSegment]
    /// See ``SearchSchema/rank``.
    private let rank: [Int]

    init(_ sort: SearchQuery.Sort, _ segments: [LiveSegment], rank: [Int]) {
        self.segments = segments
        self.rank = rank
        switch sort {
        case .relevance, .number: kind = .primary
        case .title(let ascending): kind = ascending ? .titleUp : .titleDown
        }
    }

    func precedes(_ one: Candidate, _ other: Candidate) -> Bool {
        switch kind {
        case .primary:
            return one.primary != other.primary ? one.primary > other.primary : ranksBefore(one, other)
        case .titleUp: return titlePrecedes(one, other)
        case .titleDown: return titlePrecedes(other, one)
        }
    }

    private func titlePrecedes(_ one: Candidate, _ other: Candidate) -> Bool {
        one.title != other.title
            ? one.title.lexicographicallyPrecedes(other.title) : ranksBefore(one, other)
    }

    /// Whether one of two equal candidates comes first. Within a segment documents are numbered so: what they are ranked by
    /// need not be read.
    private func ranksBefore(_ one: Candidate, _ other: Candidate) -> Bool {
        one.segment == other.segment
            ? one.document < other.document : rankKey(of: one).precedes(rankKey(of: other))
    }

    func rankKey(of candidate: Candidate) -> RankKey {
        candidate.cursor
            ?? segments[candidate.segment].segment.rankKey(of: candidate.document, rank: rank)
    }

    /// A number as bits that order as the number does; 0 for an absent one.
    static func orderable(_ value: Double, ascending: Bool) -> UInt64 {
        guard !value.isNaN else { return 0 }
        let bits = (value == 0 ? 0 : value).bitPattern
        let ordered = bits >> 63 == 0 ? bits | 1 << 63 : ~bits
        return max(1, ascending ? ~ordered : ordered)
    }
}
