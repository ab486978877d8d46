/// What orders documents of equal relevance: the schema's ranks, larger first, then the key, lower first.
struct RankKey: Hashable, Sendable {
    var first: Double
    var second: Double
    var third: Double
    /// Packed ``SearchKey``.
    var key: Int64

    /// A number in place of an absent one, which comes last.
    @inline(__always)
    static func orderable(_ value: Double) -> Double { value.isNaN ? -.infinity : value }

    /// Whether this one comes before another.
    func precedes(_ other: RankKey) -> Bool {
        if first != other.first { return first > other.first }
        if second != other.second { return second > other.second }
        if third != other.third { return third > other.third }
        return key < other.key
    }
}

extension Segment {
    func rankKey(of document: Int, rank: [Int]) -> RankKey {
        func value(_ index: Int) -> Double {
            index < rank.count ? RankKey.orderable(numbers[rank[index]][document]) : 0
        }
        return RankKey(first: value(0), second: value(1), third: value(2), key: keys[document])
    }
}
