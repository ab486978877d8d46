/// A set of document numbers as one bit each: the currency of matching, filtering and counting.
///
/// One million documents are 125 KB; an AND of two such sets takes a few microseconds, so every set of a query is
/// held this way, whatever its size.
final class Bits: @unchecked Sendable {
    // Sendable: as for Buffer, one owner writes, and a shared set is only read.

    /// 64 documents a word, lowest bit first.
    let words: UnsafeMutablePointer<UInt64>
    /// Number of words.
    let wordCount: Int
    /// Number of documents that the set can hold.
    let capacity: Int

    /// An empty set for the documents `0..<capacity`.
    init(capacity: Int) {
        self.capacity = capacity
        wordCount = (capacity + 63) >> 6
        words = .allocate(capacity: max(wordCount, 1))
        words.initialize(repeating: 0, count: wordCount)
    }

    deinit { words.deallocate() }

    /// A copy of the set.
    func copy() -> Bits {
        let result = Bits(capacity: capacity)
        result.assign(self)
        return result
    }

    @inline(__always)
    func contains(_ document: Int) -> Bool { words[document >> 6] & (1 << UInt64(document & 63)) != 0 }

    @inline(__always)
    func insert(_ document: Int) { words[document >> 6] |= 1 << UInt64(document & 63) }

    @inline(__always)
    func remove(_ document: Int) { words[document >> 6] &= ~(1 << UInt64(document & 63)) }

    /// Makes a run of documents members.
    func insert(_ run: Range<Int>) { update(run) { words[$0] |= $1 } }

    /// Makes a run of documents no members.
    func remove(_ run: Range<Int>) { update(run) { words[$0] &= ~$1 } }

    /// Calls `body` with the words that a run lies in, and the run's bits there.
    @inline(__always)
    private func update(_ run: Range<Int>, _ body: (_ word: Int, _ bits: UInt64) -> Void) {
        guard let last = run.last else { return }
        for word in (run.lowerBound >> 6)...(last >> 6) {
            var bits: UInt64 = ~0
            if word == run.lowerBound >> 6 { bits &= ~0 << UInt64(run.lowerBound & 63) }
            if word == last >> 6 { bits &= ~0 >> UInt64(63 - last & 63) }
            body(word, bits)
        }
    }

    func clear() { words.update(repeating: 0, count: wordCount) }

    /// Makes every document of the capacity a member.
    func fill() {
        words.update(repeating: ~0, count: wordCount)
        if capacity & 63 != 0 { words[wordCount - 1] = (1 << UInt64(capacity & 63)) - 1 }
    }

    func assign(_ other: Bits) { words.update(from: other.words, count: wordCount) }

    func formUnion(_ other: Bits) {
        let mine = words
        let theirs = other.words
        for index in 0..<wordCount { mine[index] |= theirs[index] }
    }

    func formIntersection(_ other: Bits) {
        let mine = words
        let theirs = other.words
        for index in 0..<wordCount { mine[index] &= theirs[index] }
    }

    func subtract(_ other: Bits) {
        let mine = words
        let theirs = other.words
        for index in 0..<wordCount { mine[index] &= ~theirs[index] }
    }

    /// Turns members into non-members and the other way round, within the capacity.
    func invert() {
        for index in 0..<wordCount { words[index] = ~words[index] }
        if capacity & 63 != 0 { words[wordCount - 1] &= (1 << UInt64(capacity & 63)) - 1 }
    }

    /// Number of members. Cost: one pass over the words.
    var count: Int {
        var total = 0
        for index in 0..<wordCount { total &+= words[index].nonzeroBitCount }
        return total
    }

    var isEmpty: Bool {
        for index in 0..<wordCount where words[index] != 0 { return false }
        return true
    }

    /// Number of members that both sets have.
    func intersectionCount(_ other: Bits) -> Int {
        let mine = words
        let theirs = other.words
        var total = 0
        for index in 0..<wordCount { total &+= (mine[index] & theirs[index]).nonzeroBitCount }
        return total
    }

    /// Calls `body` with every member in ascending order.
    @inline(__always)
    func forEach(_ body: (Int) -> Void) {
        for index in 0..<wordCount {
            var word = words[index]
            while word != 0 {
                let bit = word.trailingZeroBitCount
                word &= word &- 1
                body(index << 6 | bit)
            }
        }
    }

    /// Bytes that the set takes.
    var byteCount: Int { wordCount * 8 }
}
