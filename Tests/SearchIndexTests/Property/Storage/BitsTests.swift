import Testing

@testable import SearchIndex

/// A set of bits is a set.
@Suite struct BitsTests {
    @Test(arguments: 0..<30)
    func bitsAreASet(seed: Int) {
        var random = PropertyRandom(seed: 200 + seed)
        let capacity = random.pick([0, 1, 63, 64, 65, 127, 128, 200])
        func make(_ random: inout PropertyRandom) -> (bits: Bits, set: Set<Int>) {
            let bits = Bits(capacity: capacity)
            var set: Set<Int> = []
            for _ in 0..<(capacity == 0 ? 0 : random.int(0...capacity)) {
                let member = random.int(0...(capacity - 1))
                if random.oneIn(4) {
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

        let union = one.copy()
        union.formUnion(other)
        #expect(isSame(union, oneSet.union(otherSet)))
        let intersection = one.copy()
        intersection.formIntersection(other)
        #expect(isSame(intersection, oneSet.intersection(otherSet)))
        let difference = one.copy()
        difference.subtract(other)
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
        #expect(isSame(one, oneSet))
    }
}
