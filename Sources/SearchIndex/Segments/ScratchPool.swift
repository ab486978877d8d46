import Synchronization

/// Working space of one query in one segment.
///
/// Sets and masks come cleared and go back cleared, so a query pays for what it touches and not for the catalog's size.
final class Scratch {
    /// By term: four bits for each of up to 16 words of the query, 0 for none, else how well the term matches.
    let masks: Buffer<UInt64>
    /// The terms whose mask is not zero: a 64th of the masks' size, so that it stays in the processor's cache while
    /// documents are looked through.
    let graded: Bits
    /// Ranges of ``masks`` that are not zero.
    private(set) var touched: [(terms: Range<Int>, word: Int)] = []
    private var freeSets: [Bits] = []
    private let documentCount: Int

    init(documentCount: Int, termCount: Int) {
        self.documentCount = documentCount
        masks = Buffer(count: termCount, filledWith: 0)
        graded = Bits(capacity: termCount)
    }

    /// Gives terms a grade for a word, unless they have a better one or begin a phrase.
    func grade(_ range: Range<Int>, word: Int, grade: Int) {
        let shift = UInt64(word * 4)
        for term in range {
            let old = Int(masks[term] >> shift & 15)
            if old == 0 || old > grade, old != Grade.phraseStart {
                masks[term] = masks[term] & ~(15 << shift) | UInt64(grade) << shift
            }
        }
        graded.insert(range)
        touched.append((range, word))
    }

    /// Gives one term a grade for a word, whatever it has.
    func mark(_ term: Int, word: Int, grade: Int) {
        let shift = UInt64(word * 4)
        masks[term] = masks[term] & ~(15 << shift) | UInt64(grade) << shift
        graded.insert(term)
        touched.append((term..<(term + 1), word))
    }

    /// An empty set.
    func makeSet() -> Bits {
        if let set = freeSets.popLast() {
            set.clear()
            return set
        }
        return Bits(capacity: documentCount)
    }

    /// A set with whatever members it had in its last use, for those who assign all of them.
    func makeStaleSet() -> Bits { freeSets.popLast() ?? Bits(capacity: documentCount) }

    /// A set that has what another one has.
    func copy(_ other: Bits) -> Bits {
        let set = makeStaleSet()
        set.assign(other)
        return set
    }

    /// A set that has what another one has and a third one has not.
    func copy(_ other: Bits, without third: Bits) -> Bits {
        let set = makeStaleSet()
        set.assign(other, without: third)
        return set
    }

    /// Takes a set back for another use.
    func reuse(_ set: Bits) {
        if freeSets.count < 32 { freeSets.append(set) }
    }

    fileprivate func reset() {
        for (range, _) in touched {
            (masks.base + range.lowerBound).update(repeating: 0, count: range.count)
            graded.remove(range)
        }
        touched.removeAll(keepingCapacity: true)
    }
}

/// Keeps the working spaces of a segment between queries.
final class ScratchPool: Sendable {
    private struct Free: @unchecked Sendable {
        // Sendable: a scratch leaves the list when one query takes it and comes back when that query has ended.
        var items: [Scratch] = []
    }

    private static let kept = 4

    private let documentCount: Int
    private let termCount: Int
    private let free = Mutex(Free())

    init(documentCount: Int, termCount: Int) {
        self.documentCount = documentCount
        self.termCount = termCount
    }

    /// Lends a working space to `body`.
    func withScratch<Result>(_ body: (Scratch) throws -> Result) rethrows -> Result {
        let scratch =
            free.withLock { $0.items.popLast() }
            ?? Scratch(documentCount: documentCount, termCount: termCount)
        defer {
            scratch.reset()
            free.withLock { if $0.items.count < Self.kept { $0.items.append(scratch) } }
        }
        return try body(scratch)
    }
}
