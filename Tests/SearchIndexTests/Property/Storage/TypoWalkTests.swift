import Testing

@testable import SearchIndex

/// The walk over a dictionary against the distance to each of its words.
@Suite struct TypoWalkTests {
    @Test(arguments: 0..<60)
    func walksFindWhatIsNear(seed: Int) {
        var random = PropertyRandom(seed: 600 + seed)
        let letters = random.pick([["a", "b"], ["a", "b", "c"], ["a", "ж", "𐐨"]])
        func word(_ lengths: ClosedRange<Int>, _ random: inout PropertyRandom) -> String {
            (0..<random.int(lengths)).map { _ in random.pick(letters) }.joined()
        }
        var interner = TermInterner()
        for _ in 0..<150 {
            let term = Array(word(1...(random.oneIn(5) ? 14 : 8), &random).utf8)
            _ = term.withUnsafeBufferPointer { interner.number(of: $0) }
        }
        let terms = TermDictionary(interner: interner, order: interner.sortedNumbers())
        for _ in 0..<10 {
            let edits = random.int(1...2)
            var typed = ModelWord(text: word((edits + 1)...9, &random))
            typed.edits = edits
            typed.isPrefix = random.oneIn(2)
            var walk = TypoWalk(
                word: Array(typed.text.utf8),
                edits: edits,
                isPrefix: typed.isPrefix,
                terms: terms
            )
            walk.run(maximum: .max)
            #expect(!walk.isCut)
            var found = Array(repeating: ModelGrade.none, count: terms.count)
            for (range, grade) in walk.found {
                for term in range {
                    #expect(found[term] == ModelGrade.none, "a term is found once")
                    found[term] = grade.rawValue
                }
            }
            for term in 0..<terms.count {
                let string = terms.string(term)
                // What is found as typed is no typo.
                let isTyped = typed.isPrefix ? string.hasPrefix(typed.text) : string == typed.text
                let expected = isTyped ? ModelGrade.none : ModelGrade.typos(from: typed, to: string)
                #expect(found[term] == expected, "\(typed.text) to \(string), \(edits), \(typed.isPrefix)")
            }
        }
    }
}
