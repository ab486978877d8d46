import Testing

@testable import SearchIndex

@Suite("What typos cost")
struct TypoGradesTests {
    @Test(
        "counts a swap of neighbours as one edit, and a first letter for one more",
        arguments: [
            ("matrxi", 1, Grade.oneTypo), ("atrix", 1, .twoTypos), ("batrix", 1, .twoTypos),
            ("amtrix", 1, .twoTypos), ("matix", 1, .oneTypo), ("mattrix", 1, .oneTypo),
            ("matrxxi", 2, .twoTypos),
        ]
    )
    func grades(typed: String, edits: Int, grade: Grade) {
        let terms = Self.dictionary(of: ["matrix"])
        #expect(Self.found(typed, edits: edits, isPrefix: false, in: terms) == ["matrix": grade])
    }

    @Test("does not touch a swapped pair again")
    func alignment() {
        // Damerau's unrestricted distance of ca and abc is 2, the restricted one is 3.
        let terms = Self.dictionary(of: ["abc"])
        #expect(Self.found("ca", edits: 2, isPrefix: false, in: terms).isEmpty)
    }

    @Test("does not find what is found as typed")
    func exact() {
        let terms = Self.dictionary(of: ["star", "stars", "start"])
        #expect(
            Self.found("star", edits: 1, isPrefix: false, in: terms) == [
                "stars": .oneTypo, "start": .oneTypo,
            ]
        )
    }

    @Test("leaves long words alone and says so; stops at its bound")
    func bounds() {
        let terms = Self.dictionary(of: ["a", "ab", "ac", "ad"])
        var long = TypoWalk(word: Array(repeating: 97, count: 41), edits: 2, isPrefix: false, terms: terms)
        long.run(maximum: 100)
        #expect(long.isCut && long.found.isEmpty)
        var full = TypoWalk(word: Array("zz".utf8), edits: 2, isPrefix: false, terms: terms)
        full.run(maximum: 0)
        #expect(full.isCut && full.found.isEmpty)
    }

    private static func dictionary(of words: Set<String>) -> TermDictionary {
        var interner = TermInterner()
        for word in words {
            let bytes = Array(word.utf8)
            bytes.withUnsafeBufferPointer { _ = interner.number(of: $0) }
        }
        return TermDictionary(interner: interner, order: interner.sortedNumbers())
    }

    private static func found(
        _ typed: String,
        edits: Int,
        isPrefix: Bool,
        in terms: TermDictionary
    ) -> [String: Grade] {
        var walk = TypoWalk(word: Array(typed.utf8), edits: edits, isPrefix: isPrefix, terms: terms)
        walk.run(maximum: .max)
        var found: [String: Grade] = [:]
        for (range, grade) in walk.found {
            for term in range { found[terms.string(term)] = min(found[terms.string(term)] ?? grade, grade) }
        }
        return found
    }
}
