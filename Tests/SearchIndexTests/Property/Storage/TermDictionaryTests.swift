import Testing

@testable import SearchIndex

/// The dictionary against a sorted array of words.
@Suite struct TermDictionaryTests {
    private static func make(_ words: [[UInt8]]) -> TermDictionary {
        var interner = TermInterner()
        for word in words { _ = word.withUnsafeBufferPointer { interner.number(of: $0) } }
        return TermDictionary(interner: interner, order: interner.sortedNumbers())
    }

    private static func words(_ random: inout PropertyRandom) -> [[UInt8]] {
        let letters = random.pick([["a", "b"], ["a", "b", "c", "z", "0"], ["a", "é", "ж", "東", "𐐨"]])
        return (0..<random.pick([0, 1, 2, 31, 32, 33, 40, 300])).map { _ in
            let most = random.oneIn(10) ? 90 : 6
            return Array((0..<random.int(1...most)).map { _ in random.pick(letters) }.joined().utf8)
        }
    }

    @Test(arguments: 0..<40)
    func wordsAreInOrder(seed: Int) {
        var random = PropertyRandom(seed: 300 + seed)
        let words = Self.words(&random)
        let dictionary = Self.make(words + words.shuffled(using: &random))
        let sorted = Set(words).sorted { $0.lexicographicallyPrecedes($1) }
        #expect(dictionary.count == sorted.count)
        for (number, word) in sorted.enumerated() {
            #expect(Array(dictionary.word(number)) == word)
            #expect(dictionary.string(number) == String(decoding: word, as: UTF8.self))
            #expect(dictionary.number(of: word) == number)
            let other = word + [97]
            #expect((dictionary.number(of: other) != nil) == sorted.contains(other))
        }
        #expect(dictionary.number(of: []) == nil)
    }

    @Test(arguments: 0..<40)
    func beginningsAreRanges(seed: Int) {
        var random = PropertyRandom(seed: 400 + seed)
        let words = Self.words(&random)
        let dictionary = Self.make(words)
        let sorted = Set(words).sorted { $0.lexicographicallyPrecedes($1) }
        var prefixes: [[UInt8]] = [[], [0], [97], [255], [97, 255]]
        for word in words.prefix(40) {
            prefixes.append(Array(word.prefix(random.int(0...word.count))))
            prefixes.append(word + [98])
        }
        for prefix in prefixes {
            let range = dictionary.range(ofPrefix: prefix)
            #expect(Array(range) == sorted.indices.filter { sorted[$0].starts(with: prefix) })
        }
    }

    @Test(arguments: 0..<40)
    func subtreesEndWhereTheBeginningDoes(seed: Int) {
        var random = PropertyRandom(seed: 500 + seed)
        let words = Self.words(&random)
        let dictionary = Self.make(words)
        let sorted = Set(words).sorted { $0.lexicographicallyPrecedes($1) }
        for place in sorted.indices {
            for depth in Set([1, 2, 3, random.int(1...10), sorted[place].count])
            where depth <= sorted[place].count {
                let prefix = sorted[place].prefix(depth)
                let end = sorted[place...].firstIndex { !$0.starts(with: prefix) } ?? sorted.count
                #expect(dictionary.endOfSubtree(from: place, depth: depth) == end)
            }
        }
    }

    /// Numbers stay while the table grows.
    @Test func manyWordsKeepTheirNumbers() {
        var interner = TermInterner()
        let words = (0..<20_000).map { Array("word\($0)".utf8) }
        for turn in 0..<2 {
            for (number, word) in words.enumerated() {
                let found = word.withUnsafeBufferPointer { interner.number(of: $0) }
                if found != UInt32(number) { Issue.record("turn \(turn): \(found) is not \(number)") }
            }
        }
        #expect(interner.count == words.count)
    }
}
