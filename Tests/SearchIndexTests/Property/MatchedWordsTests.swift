import SearchIndex
import Testing

/// The words that a hit shows as found, and the words that a user may have meant.
@Suite struct MatchedWordsTests {
    @Test(arguments: 0..<25)
    func matchedWordsAreThoseThatCount(seed: Int) {
        var random = PropertyRandom(seed: 18_000 + seed)
        let history = RandomHistory(size: 30, &random)
        let reference = history.reference
        for _ in 0..<12 {
            let asked = RandomQuery(history, &random)
            let query = SearchQuery(asked.query.text, limit: 3)
            let answer = history.index.search(query)
            for hit in answer.hits {
                let expected = reference.matchedWords(asked.typed, of: hit.key)
                let words = expected.reduce(into: Set<String>()) { $0.formUnion($1.matched) }
                #expect(hit.matchedWords == words, "seed \(seed), \(query.text), \(hit.title)")
            }
            guard let best = answer.hits.first else {
                #expect(answer.correction == nil)
                continue
            }
            let expected = reference.matchedWords(asked.typed, of: best.key)
            let corrected = answer.correction?.split(separator: " ").map(String.init)
            #expect((corrected == nil) == expected.allSatisfy { $0.cost == 0 })
            guard let corrected else { continue }
            #expect(corrected.count == expected.count)
            for (word, other) in zip(corrected, expected) {
                let isRight = other.cost == 0 ? word == other.word.text : other.matched.contains(word)
                #expect(isRight, "seed \(seed), \(query.text): \(word) for \(other.word.text)")
            }
        }
    }
}
