/// The best candidates so far, best first.
struct TopHits {
    private(set) var candidates: [Candidate] = []
    /// The primary order, the segment and the document of the last one, once the list is full: what is asked for each
    /// document must not cost a copy of the candidate.
    private var worst: (primary: UInt64, segment: Int, document: Int)?
    private let limit: Int
    let order: HitOrder
    private let after: Candidate?
    /// No candidate that comes after the cursor has a larger primary order.
    private let most: UInt64

    init(limit: Int, order: HitOrder, after: SearchCursor?) {
        self.limit = limit
        self.order = order
        self.after = after.map { Candidate($0) }
        most = after?.primary ?? .max
        candidates.reserveCapacity(limit + 1)
    }

    var isFull: Bool { candidates.count >= limit }

    /// Whether a candidate of this primary order can be ruled out without more.
    @inline(__always)
    func rulesOut(primary: UInt64) -> Bool {
        if primary > most { return true }
        return isFull && (worst.map { primary < $0.primary } ?? true)
    }

    /// Whether the wanted candidates are all better than a document of at best this primary order could be.
    @inline(__always)
    func isBeyond(primary: UInt64, segment: Int, document: Int) -> Bool {
        guard isFull else { return false }
        guard let worst else { return true }
        if primary != worst.primary { return primary < worst.primary }
        // Of two documents of one segment the first is the better ranked.
        return worst.segment == segment && worst.document < document
    }

    /// Keeps a candidate if it is after the cursor and among the best; says whether it is.
    @discardableResult
    mutating func offer(_ candidate: Candidate) -> Bool {
        if let after, !order.precedes(after, candidate) { return false }
        if isFull {
            guard let last = candidates.last, order.precedes(candidate, last) else { return false }
            candidates.removeLast()
        }
        let place = candidates.indices.partitioningIndex { !order.precedes(candidates[$0], candidate) }
        candidates.insert(candidate, at: place)
        if isFull { worst = candidates.last.map { ($0.primary, $0.segment, $0.document) } }
        return true
    }
}
