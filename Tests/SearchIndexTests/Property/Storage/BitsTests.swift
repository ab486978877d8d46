import Testing

@testable import SearchIndex

/// A set of bits is a set.
@Suite struct BitsTests {
    @Test(arguments: 0..<60)
    func bitsAreASet(seed: Int) {
        var random = PropertyRandom(seed: 200 + seed)
        let capacity = random.pick([0, 1, 63, 64, 65, 127, 128, 200, 511, 512, 513, 5_000, 32_768, 40_000])
        func make(_ random: inout PropertyRandom) -> (bits: Bits, set: Set<Int>) {
            let bits = Bits(capacity: capacity)
            var set: Set<Int> = []
            // Few members of a large set leave most of its blocks empty.
            for _ in 0..<(capacity == 0 ? 0 : random.int(0...min(capacity, random.pick([20, 3_000])))) {
                let member = random.int(0...(capacity - 1))
                if random.oneIn(20) {
                    let run = member..<min(member + random.int(0...700), capacity)
                    if random.oneIn(2) {
                        bits.insert(run)
                        set.formUnion(run)
                    } else {
                        bits.remove(run)
                        set.subtract(run)
                    }
                } else if random.oneIn(4) {
                    bits.remove(member)
                    set.remove(member)
                } else {
                    bits.insert(member)
                    set.insert(member)
                }
            }
            return (bits, set)
        }
        func isSame(_ bits: Bits, _ set: Set<Int>) -> Bool {
            var members: [Int] = []
            bits.forEach { members.append($0) }
            return members == set.sorted() && bits.count == set.count && bits.isEmpty == set.isEmpty
                && (0..<capacity).allSatisfy { bits.contains($0) == set.contains($0) }
        }
        let (one, oneSet) = make(&random)
        let (other, otherSet) = make(&random)
        #expect(isSame(one, oneSet) && isSame(other, otherSet))
        #expect(one.intersectionCount(other) == oneSet.intersection(otherSet).count)

        let start = random.int(0...(capacity / 64 + 1))
        var shared: [Int] = []
        var next = start
        while let (index, word) = one.nextWord(from: next, sharedWith: other) {
            shared += (0..<64).filter { word >> UInt64($0) & 1 != 0 }.map { index * 64 + $0 }
            next = index + 1
        }
        #expect(shared == oneSet.intersection(otherSet).filter { $0 >= start * 64 }.sorted())

        let union = one.copy()
        union.formUnion(other)
        #expect(isSame(union, oneSet.union(otherSet)))
        let intersection = one.copy()
        intersection.formIntersection(other)
        #expect(isSame(intersection, oneSet.intersection(otherSet)))
        let difference = one.copy()
        difference.subtract(other)
        #expect(isSame(difference, oneSet.subtracting(otherSet)))
        // Into a set that had other members.
        difference.assign(other)
        difference.assign(one, without: other)
        #expect(isSame(difference, oneSet.subtracting(otherSet)))
        let inverse = one.copy()
        inverse.invert()
        #expect(isSame(inverse, Set(0..<capacity).subtracting(oneSet)))
        inverse.fill()
        #expect(isSame(inverse, Set(0..<capacity)))
        inverse.clear()
        #expect(isSame(inverse, []))
        inverse.assign(other)
        #expect(isSame(inverse, otherSet))
        inverse.assign(intersectionOf: one, other)
        #expect(isSame(inverse, oneSet.intersection(otherSet)))
        inverse.assign(unionOf: difference, intersection, other)
        #expect(isSame(inverse, oneSet.union(otherSet)))
        inverse.insertMany { insert in otherSet.forEach(insert) }
        #expect(isSame(inverse, oneSet.union(otherSet)))
        inverse.assign(intersectionOf: inverse, one)
        #expect(isSame(inverse, oneSet))
        union.assign(other)
        #expect(isSame(union, otherSet))
        union.clear()
        #expect(isSame(union, []))
        #expect(isSame(one, oneSet))
    }
}
