/// Numbers words in the order in which they first come.
///
/// An open-addressed hash table over bytes that lie in one run; no string is made for a word.
struct TermInterner {
    private let bytes = GrowingBuffer<UInt8>()
    /// Where each word begins in `bytes`, and where the last one ends.
    private let starts = GrowingBuffer<UInt32>(first: 0)
    /// A word's hash above its number plus one; 0 is free. The size is a power of two. With the hash at hand, a search looks
    /// at the bytes of hardly any word but the one that it is for.
    private var table = Buffer<UInt64>(count: 1 << 8, filledWith: 0)

    var count: Int { starts.count - 1 }

    /// The number of a word that has one.
    func find(_ word: UnsafeBufferPointer<UInt8>) -> UInt32? {
        let entry = table[slot(of: word, hash: Self.hash(word))]
        return entry == 0 ? nil : UInt32(truncatingIfNeeded: entry) - 1
    }

    /// Where a word stands in the table, or where it would.
    @inline(__always)
    private func slot(of word: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int {
        let mask = table.count - 1
        var slot = Int(hash) & mask
        while true {
            let entry = table[slot]
            if entry == 0 { return slot }
            if UInt32(entry >> 32) == hash, isEqual(Int(UInt32(truncatingIfNeeded: entry)) - 1, word) {
                return slot
            }
            slot = (slot + 1) & mask
        }
    }

    /// The number of a word, a new one if it has none yet.
    mutating func number(of word: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let hash = Self.hash(word)
        let slot = slot(of: word, hash: hash)
        if table[slot] != 0 { return UInt32(truncatingIfNeeded: table[slot]) - 1 }
        let number = UInt32(count)
        bytes.append(contentsOf: word)
        starts.append(UInt32(bytes.count))
        table[slot] = UInt64(hash) << 32 | UInt64(number + 1)
        if count * 2 > table.count { grow() }
        return number
    }

    /// A word in place; until another one is added.
    func word(_ number: Int) -> UnsafeBufferPointer<UInt8> {
        bytes[Int(starts[number])..<Int(starts[number + 1])]
    }

    /// The words in ascending order of their bytes: sorted position to number.
    func sortedNumbers() -> [UInt32] {
        // The first eight bytes decide most comparisons without following a pointer.
        var keyed = (0..<count).map { number -> (key: UInt64, number: UInt32) in
            let word = word(number)
            let key = (0..<8).reduce(0) { $0 << 8 | ($1 < word.count ? UInt64(word[$1]) : 0) }
            return (key, UInt32(number))
        }
        keyed.sort { left, right in
            if left.key != right.key { return left.key < right.key }
            return word(Int(left.number)).lexicographicallyPrecedes(word(Int(right.number)))
        }
        return keyed.map(\.number)
    }

    private func isEqual(_ number: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = Int(starts[number])
        guard Int(starts[number + 1]) - start == word.count else { return false }
        guard let held = bytes.elements.baseAddress, let given = word.baseAddress else { return true }
        return Bytes.areEqual(held + start, given, count: word.count)
    }

    private mutating func grow() {
        let larger = Buffer<UInt64>(count: table.count * 2, filledWith: 0)
        let mask = larger.count - 1
        for entry in table.elements where entry != 0 {
            var slot = Int(entry >> 32) & mask
            while larger[slot] != 0 { slot = (slot + 1) & mask }
            larger[slot] = entry
        }
        table = larger
    }

    /// FNV-1a with a final mix, since short words differ in few bits.
    private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for byte in word { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        hash ^= hash >> 15
        hash = hash &* 0x85EB_CA6B
        return hash ^ hash >> 13
    }
}
