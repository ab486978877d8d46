/// Numbers words in the order in which they first come.
///
/// An open-addressed hash table over bytes that lie in one run; no string is made for a word.
struct TermInterner {
    private var bytes: [UInt8] = []
    /// Where each word begins in `bytes`, and where the last one ends.
    private var starts: [UInt32] = [0]
    /// A word's hash above its number plus one; 0 is free. The size is a power of two. With the hash at hand, a search looks
    /// at the bytes of hardly any word but the one that it is for.
    private var table = [UInt64](repeating: 0, count: 1 << 8)

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

    func word(_ number: Int) -> ArraySlice<UInt8> { bytes[Int(starts[number])..<Int(starts[number + 1])] }

    /// The words in ascending order of their bytes: sorted position to number.
    func sortedNumbers() -> [UInt32] {
        bytes.withUnsafeBufferPointer { bytes in
            starts.withUnsafeBufferPointer { starts in
                // The first eight bytes decide most comparisons without following a pointer.
                var keyed = (0..<count).map { number -> (key: UInt64, number: UInt32) in
                    var key: UInt64 = 0
                    let start = Int(starts[number])
                    let end = Int(starts[number + 1])
                    for offset in 0..<8 {
                        key = key << 8 | (start + offset < end ? UInt64(bytes[start + offset]) : 0)
                    }
                    return (key, UInt32(number))
                }
                keyed.sort { left, right in
                    if left.key != right.key { return left.key < right.key }
                    let one = bytes[Int(starts[Int(left.number)])..<Int(starts[Int(left.number) + 1])]
                    let other = bytes[Int(starts[Int(right.number)])..<Int(starts[Int(right.number) + 1])]
                    return one.lexicographicallyPrecedes(other)
                }
                return keyed.map(\.number)
            }
        }
    }

    private func isEqual(_ number: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = Int(starts[number])
        guard Int(starts[number + 1]) - start == word.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            guard let held = bytes.baseAddress, let given = word.baseAddress else { return true }
            return Bytes.areEqual(held + start, given, count: word.count)
        }
    }

    private mutating func grow() {
        var larger = [UInt64](repeating: 0, count: table.count * 2)
        let mask = larger.count - 1
        for entry in table where entry != 0 {
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
