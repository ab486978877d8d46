/// How much work one query may cause. What is left undone shows as ``SearchAnswer/isPartial``.
public struct WorkBounds: Sendable {
    /// Ranges of terms that one word may match with typos.
    public var typoRanges = 20_000
    /// Entries of lists that one query may unite or verify.
    public var postings = 6_000_000
    /// Documents that are looked at closely, best first.
    public var scoredDocuments = 30_000
    /// Time for matching and ranking together.
    public var time: Duration = .milliseconds(100)

    public init() {}

    /// For an answer at every key press: the best few are looked for among the best ranked.
    public static var suggestions: WorkBounds {
        var bounds = WorkBounds()
        bounds.postings = 1_000_000
        bounds.scoredDocuments = 700
        bounds.time = .milliseconds(20)
        return bounds
    }
}

/// What a query has left of its bounds.
struct WorkLeft {
    private(set) var isExhausted = false
    private var postings: Int
    private var documents: Int
    private let deadline: ContinuousClock.Instant
    let typoRanges: Int

    init(_ bounds: WorkBounds) {
        postings = bounds.postings
        documents = bounds.scoredDocuments
        typoRanges = bounds.typoRanges
        deadline = .now + bounds.time
    }

    /// Takes entries of lists; false when there are not enough left.
    mutating func takePostings(_ count: Int) -> Bool {
        guard postings >= count else {
            isExhausted = true
            return false
        }
        postings -= count
        return true
    }

    /// Takes one document to score; false when none is left, or no time.
    @inline(__always)
    mutating func takeDocument() -> Bool {
        guard documents > 0 else {
            isExhausted = true
            return false
        }
        documents -= 1
        if documents & 1023 == 0, ContinuousClock.now > deadline { stop() }
        return true
    }

    /// Whether there is time to go on; looked at for every thousandth step.
    @inline(__always)
    mutating func hasTime(after step: Int) -> Bool {
        guard step & 1023 == 1023, ContinuousClock.now > deadline else { return true }
        stop()
        return false
    }

    private mutating func stop() {
        isExhausted = true
        documents = 0
    }

    mutating func exhaust() { isExhausted = true }
}
