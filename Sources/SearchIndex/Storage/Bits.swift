/// A set of document numbers, a bit each: the currency of matching, filtering and counting.
///
/// The bits lie in blocks of 512 documents, one line of the processor's cache each, and every set knows which of its
/// blocks may have members. Most sets of a query are small beside the catalog: an operation touches the blocks that
/// count and no others, so that it costs what the set has and not what the catalog could have.
final class Bits: @unchecked Sendable {
    // Sendable: as for Buffer, one owner writes, and a shared set is only read.

    /// 512 documents.
    typealias Block = SIMD8<UInt64>
    private static let blockWords = Block.scalarCount

    /// 64 documents a word, lowest bit first. Words of a block that is not occupied are zero.
    let words: UnsafeMutablePointer<UInt64>
    /// Number of words.
    let wordCount: Int
    /// Number of documents that the set can hold.
    let capacity: Int
    private let blocks: UnsafeMutablePointer<Block>
    /// One bit a block, lowest first: whether it may have members.
    private let occupied: UnsafeMutablePointer<UInt64>
    let blockCount: Int
    private let groupCount: Int

    /// An empty set for the documents `0..<capacity`.
    init(capacity: Int) {
        self.capacity = capacity
        wordCount = (capacity + 63) >> 6
        blockCount = max((wordCount + Self.blockWords - 1) / Self.blockWords, 1)
        groupCount = (blockCount + 63) >> 6
        // One run of memory: the blocks, then what is occupied.
        let wordsOfBlocks = blockCount * Self.blockWords
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: (wordsOfBlocks + groupCount) * MemoryLayout<UInt64>.stride,
            alignment: MemoryLayout<Block>.alignment
        )
        words = memory.bindMemory(to: UInt64.self, capacity: wordsOfBlocks + groupCount)
        words.initialize(repeating: 0, count: wordsOfBlocks + groupCount)
        blocks = memory.assumingMemoryBound(to: Block.self)
        occupied = words + wordsOfBlocks
    }

    deinit { UnsafeMutableRawPointer(words).deallocate() }

    /// A copy of the set.
    func copy() -> Bits {
        let result = Bits(capacity: capacity)
        result.assign(self)
        return result
    }

    @inline(__always)
    func contains(_ document: Int) -> Bool { words[document >> 6] & (1 << UInt64(document & 63)) != 0 }

    @inline(__always)
    func insert(_ document: Int) {
        words[document >> 6] |= 1 << UInt64(document & 63)
        occupied[document >> 15] |= 1 << UInt64(document >> 9 & 63)
    }

    /// Makes many documents members: more than the set has blocks, so that hardly one will be left without.
    @inline(__always)
    func insertMany(_ documents: (_ insert: (Int) -> Void) -> Void) {
        occupyAll()
        let words = words
        documents { words[$0 >> 6] |= 1 << UInt64($0 & 63) }
    }

    @inline(__always)
    func remove(_ document: Int) { words[document >> 6] &= ~(1 << UInt64(document & 63)) }

    /// Makes a run of documents members.
    func insert(_ run: Range<Int>) {
        update(run) { word, bits in
            words[word] |= bits
            occupied[word >> 9] |= 1 << UInt64(word >> 3 & 63)
        }
    }

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

    /// Makes every document of the capacity a member.
    func fill() {
        words.update(repeating: ~0, count: wordCount)
        if capacity & 63 != 0 { words[wordCount - 1] = (1 << UInt64(capacity & 63)) - 1 }
        occupyAll()
    }

    private func occupyAll() {
        occupied.update(repeating: ~0, count: groupCount)
        if blockCount & 63 != 0 { occupied[groupCount - 1] = (1 << UInt64(blockCount & 63)) - 1 }
    }

    // MARK: With other sets of the same capacity

    func clear() {
        for group in 0..<groupCount {
            for block in Ones(of: occupied[group], from: group << 6) { blocks[block] = .zero }
            occupied[group] = 0
        }
    }

    func assign(_ other: Bits) {
        let (mine, theirs) = (blocks, other.blocks)
        for group in 0..<groupCount {
            let kept = other.occupied[group]
            for block in Ones(of: occupied[group] & ~kept, from: group << 6) { mine[block] = .zero }
            for block in Ones(of: kept, from: group << 6) { mine[block] = theirs[block] }
            occupied[group] = kept
        }
    }

    /// Makes the members of three sets the members.
    func assign(unionOf one: Bits, _ two: Bits, _ three: Bits) {
        let (mine, ones, twos, threes) = (blocks, one.blocks, two.blocks, three.blocks)
        for group in 0..<groupCount {
            let kept = one.occupied[group] | two.occupied[group] | three.occupied[group]
            for block in Ones(of: occupied[group] & ~kept, from: group << 6) { mine[block] = .zero }
            for block in Ones(of: kept, from: group << 6) {
                mine[block] = ones[block] | twos[block] | threes[block]
            }
            occupied[group] = kept
        }
    }

    /// Makes what two sets have in common the members; either may be this one.
    func assign(intersectionOf one: Bits, _ two: Bits) {
        let (mine, ones, twos) = (blocks, one.blocks, two.blocks)
        for group in 0..<groupCount {
            var kept = one.occupied[group] & two.occupied[group]
            for block in Ones(of: occupied[group] & ~kept, from: group << 6) { mine[block] = .zero }
            for block in Ones(of: kept, from: group << 6) {
                let both = ones[block] & twos[block]
                mine[block] = both
                if Self.isEmpty(both) { kept &= ~(1 << UInt64(block & 63)) }
            }
            occupied[group] = kept
        }
    }

    /// Makes what is in one set and not in another one the members.
    func assign(_ one: Bits, without other: Bits) {
        let (mine, ones, others) = (blocks, one.blocks, other.blocks)
        for group in 0..<groupCount {
            let kept = one.occupied[group]
            for block in Ones(of: occupied[group] & ~kept, from: group << 6) { mine[block] = .zero }
            for block in Ones(of: kept, from: group << 6) { mine[block] = ones[block] & ~others[block] }
            occupied[group] = kept
        }
    }

    func formUnion(_ other: Bits) {
        let (mine, theirs) = (blocks, other.blocks)
        for group in 0..<groupCount {
            let added = other.occupied[group]
            for block in Ones(of: added, from: group << 6) { mine[block] |= theirs[block] }
            occupied[group] |= added
        }
    }

    func formIntersection(_ other: Bits) { assign(intersectionOf: self, other) }

    func subtract(_ other: Bits) {
        let (mine, theirs) = (blocks, other.blocks)
        for group in 0..<groupCount {
            for block in Ones(of: occupied[group] & other.occupied[group], from: group << 6) {
                mine[block] &= ~theirs[block]
            }
        }
    }

    /// Turns members into non-members and the other way round, within the capacity.
    func invert() {
        for index in 0..<wordCount { words[index] = ~words[index] }
        if capacity & 63 != 0 { words[wordCount - 1] &= (1 << UInt64(capacity & 63)) - 1 }
        occupyAll()
    }

    // MARK: Members

    /// Number of members. Cost: one pass over the blocks that may have any.
    var count: Int {
        var total = 0
        for group in 0..<groupCount {
            for block in Ones(of: occupied[group], from: group << 6) { total &+= Self.count(blocks[block]) }
        }
        return total
    }

    var isEmpty: Bool {
        for group in 0..<groupCount {
            for block in Ones(of: occupied[group], from: group << 6) where !Self.isEmpty(blocks[block]) {
                return false
            }
        }
        return true
    }

    /// Number of members that both sets have.
    func intersectionCount(_ other: Bits) -> Int {
        let (mine, theirs) = (blocks, other.blocks)
        var total = 0
        for group in 0..<groupCount {
            for block in Ones(of: occupied[group] & other.occupied[group], from: group << 6) {
                total &+= Self.count(mine[block] & theirs[block])
            }
        }
        return total
    }

    /// Calls `body` with every member in ascending order.
    @inline(__always)
    func forEach(_ body: (Int) -> Void) {
        for group in 0..<groupCount {
            for block in Ones(of: occupied[group], from: group << 6) {
                for index in (block * Self.blockWords)..<((block + 1) * Self.blockWords) {
                    for document in Ones(of: words[index], from: index << 6) { body(document) }
                }
            }
        }
    }

    /// The next word at or after an index that has members in both sets, with these; nil when there is none.
    @inline(__always)
    func nextWord(from start: Int, sharedWith other: Bits) -> (index: Int, bits: UInt64)? {
        var index = start
        while index < wordCount {
            if index & (Self.blockWords - 1) == 0 {
                let block = index >> 3
                let both = occupied[block >> 6] & other.occupied[block >> 6]
                let left = both >> UInt64(block & 63)
                if left & 1 == 0 {
                    // On to the next block of the group that both may have members in, or to the next group.
                    let skipped = left == 0 ? 64 - block & 63 : left.trailingZeroBitCount
                    index += skipped * Self.blockWords
                    continue
                }
            }
            let bits = words[index] & other.words[index]
            if bits != 0 { return (index, bits) }
            index += 1
        }
        return nil
    }

    @inline(__always)
    private static func isEmpty(_ block: Block) -> Bool {
        let half = block.lowHalf | block.highHalf
        let quarter = half.lowHalf | half.highHalf
        return quarter.x | quarter.y == 0
    }

    /// Number of bits that are set.
    ///
    /// Not every processor that the program may meet counts bits by itself, so sums of ever more neighbours are made, of
    /// all words at once. Source: Warren, Hacker's Delight, 5-1.
    @inline(__always)
    private static func count(_ block: Block) -> Int {
        var sums = block &- (block &>> 1 & Block(repeating: 0x5555_5555_5555_5555))
        let two = Block(repeating: 0x3333_3333_3333_3333)
        sums = (sums & two) &+ (sums &>> 2 & two)
        sums = (sums &+ sums &>> 4) & Block(repeating: 0x0F0F_0F0F_0F0F_0F0F)
        // A byte holds 8 at most now, and 64 after this: no sum overflows.
        let half = sums.lowHalf &+ sums.highHalf
        let quarter = half.lowHalf &+ half.highHalf
        let bytes = quarter.x &+ quarter.y
        let pairs = (bytes & 0x00FF_00FF_00FF_00FF) &+ (bytes >> 8 & 0x00FF_00FF_00FF_00FF)
        return Int(truncatingIfNeeded: (pairs &* 0x0001_0001_0001_0001) >> 48)
    }

    /// Bytes that the set takes.
    var byteCount: Int { (blockCount * Self.blockWords + groupCount) * 8 }
}

/// The places of the bits of a word that are set, ascending.
private struct Ones: Sequence, IteratorProtocol {
    private var bits: UInt64
    private let first: Int

    /// - Parameter first: The place of the lowest bit.
    @inline(__always)
    init(of bits: UInt64, from first: Int) {
        self.bits = bits
        self.first = first
    }

    @inline(__always)
    mutating func next() -> Int? {
        if bits == 0 { return nil }
        defer { bits &= bits &- 1 }
        return first | bits.trailingZeroBitCount
    }
}
