/// All words of a segment in ascending order of their bytes; a word's number is its place.
///
/// UTF-8 orders as its characters do, so the words that begin alike are neighbours: a prefix is a range, and a walk
/// over the words in order is a walk over the trie that they form. For that walk the dictionary keeps how many bytes
/// each word shares with the one before.
final class TermDictionary: Sendable {
    let count: Int
    let bytes: Buffer<UInt8>
    /// Where each word begins, and where the last one ends.
    let starts: Buffer<UInt32>
    /// Bytes that a word shares with the word before it, at most 255; then zeros, so that a scan may overrun.
    let shared: Buffer<UInt8>
    /// The words' first characters.
    let trie: TermTrie

    /// Takes the words in ascending order.
    init(interner: TermInterner, order: [UInt32]) {
        count = order.count
        var bytes: [UInt8] = []
        starts = Buffer(count: order.count + 1, filledWith: 0)
        shared = Buffer(count: order.count + 32, filledWith: 0)
        var previous = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        for (place, number) in order.enumerated() {
            let word = interner.word(Int(number))
            starts[place] = UInt32(bytes.count)
            var length = 0
            for (one, other) in zip(word, previous) {
                if one != other { break }
                length += 1
            }
            shared[place] = UInt8(min(length, 255))
            bytes.append(contentsOf: word)
            previous = word
        }
        starts[order.count] = UInt32(bytes.count)
        let (all, starts) = (Buffer(bytes), starts)
        self.bytes = all
        trie = TermTrie(count: count, shared: shared) { Self.word($0, in: all, starts) }
    }

    @inline(__always)
    func word(_ number: Int) -> UnsafeBufferPointer<UInt8> { Self.word(number, in: bytes, starts) }

    @inline(__always)
    private static func word(
        _ number: Int,
        in bytes: Buffer<UInt8>,
        _ starts: Buffer<UInt32>
    ) -> UnsafeBufferPointer<UInt8> {
        let start = Int(starts[number])
        return UnsafeBufferPointer(start: bytes.base + start, count: Int(starts[number + 1]) - start)
    }

    func string(_ number: Int) -> String { String(decoding: word(number), as: UTF8.self) }

    /// The number of a word, if it is there.
    func number(of word: [UInt8]) -> Int? {
        let place = firstNotBefore(word)
        guard place < count, self.word(place).elementsEqual(word) else { return nil }
        return place
    }

    /// The words that begin with these bytes.
    func range(ofPrefix prefix: [UInt8]) -> Range<Int> {
        let start = firstNotBefore(prefix)
        return start..<(start..<count).partitioningIndex { !word($0).starts(with: prefix) }
    }

    /// The first place after `place` whose word shares fewer than `depth` bytes with the word at `place`.
    @inline(__always)
    func endOfSubtree(from place: Int, depth: Int) -> Int {
        var next = place + 1
        let limit = SIMD32<UInt8>(repeating: UInt8(truncatingIfNeeded: min(depth, 255)))
        while next < count {
            let run = UnsafeRawPointer(shared.base + next).loadUnaligned(as: SIMD32<UInt8>.self)
            let isBelow = run .< limit
            if any(isBelow) {
                for lane in 0..<32 where isBelow[lane] { return min(next + lane, count) }
            }
            next += 32
        }
        return count
    }

    private func firstNotBefore(_ key: [UInt8]) -> Int {
        (0..<count).partitioningIndex { !word($0).lexicographicallyPrecedes(key) }
    }

    var byteCount: Int { bytes.byteCount + starts.byteCount + shared.byteCount + trie.byteCount }
}
