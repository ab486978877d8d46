/// Which documents have certain terms one after the other. Each document is looked at once.
final class PhraseCheck {
    /// What it costs to look at a document, in entries of lists.
    static let cost = 8

    private let phrase: TermPhrase
    private let segment: Segment
    private let titlesOnly: Bool
    /// Documents that have all the terms, in any order.
    private let candidates: Bits
    /// Documents that were looked at, and those among them that have the phrase.
    private let seen: Bits
    private let having: Bits

    /// Nil when no document has all the terms.
    init?(_ words: [[UInt8]], in segment: Segment, titlesOnly: Bool, scratch: Scratch) {
        let terms = words.compactMap(segment.terms.number(of:))
        guard terms.count == words.count, let first = terms.first else { return nil }
        phrase = TermPhrase(terms: terms.map { $0..<($0 + 1) }, grade: .exact)
        self.segment = segment
        self.titlesOnly = titlesOnly
        candidates = scratch.makeSet()
        segment.documents.formUnion(of: first, titlesOnly: titlesOnly, into: candidates)
        for term in Set(terms.dropFirst()) {
            let set = scratch.makeSet()
            segment.documents.formUnion(of: term, titlesOnly: titlesOnly, into: set)
            candidates.formIntersection(set)
            scratch.reuse(set)
        }
        seen = scratch.makeSet()
        having = scratch.makeSet()
    }

    /// Drops the documents that lack the phrase, and those that no work is left to look at.
    func keep(in set: Bits, work: inout WorkLeft) {
        set.formIntersection(candidates)
        look(at: set, work: &work)
        set.formIntersection(having)
    }

    /// Drops the documents that have the phrase, and those that may have it but that no work is left to look at.
    func drop(from set: Bits, scratch: Scratch, work: inout WorkLeft) {
        let doubtful = scratch.copy(set)
        doubtful.formIntersection(candidates)
        look(at: doubtful, work: &work)
        doubtful.subtract(seen)
        set.subtract(doubtful)
        set.subtract(having)
        scratch.reuse(doubtful)
    }

    private func look(at set: Bits, work: inout WorkLeft) {
        set.forEach { document in
            guard !seen.contains(document), work.takePostings(Self.cost) else { return }
            seen.insert(document)
            if phrase.occurs(in: document, of: segment, titlesOnly: titlesOnly) { having.insert(document) }
        }
    }

    /// Gives all sets back.
    func finish(_ scratch: Scratch) {
        for set in [candidates, seen, having] { scratch.reuse(set) }
    }
}
