/// A segment and which of its documents count.
struct LiveSegment: Sendable {
    let segment: Segment
    /// Nil when all count.
    let live: Bits?
    let liveCount: Int

    func contains(_ document: Int) -> Bool { live?.contains(document) ?? true }

    /// The same segment without some of its documents.
    func removing(_ documents: [Int]) -> LiveSegment {
        guard !documents.isEmpty else { return self }
        let bits: Bits
        if let live {
            bits = live.copy()
        } else {
            bits = Bits(capacity: segment.documentCount)
            bits.fill()
        }
        for document in documents { bits.remove(document) }
        return LiveSegment(segment: segment, live: bits, liveCount: bits.count)
    }
}

/// The whole index as it is at one moment; it never changes.
struct IndexSnapshot: Sendable {
    var segments: [LiveSegment] = []

    /// Where a document is, if it is there.
    func find(_ key: Int64) -> (segment: Int, document: Int)? {
        for (index, part) in segments.enumerated() {
            if let document = part.segment.document(withKey: key), part.contains(document) {
                return (index, document)
            }
        }
        return nil
    }
}
