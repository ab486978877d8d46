import SearchIndex
import Testing

/// Suggestions come from titles alone.
@Suite struct TitlesOnlyTests {
    @Test(arguments: 0..<20)
    func onlyTitlesAreLookedInto(seed: Int) {
        var random = PropertyRandom(seed: 17_000 + seed)
        let history = RandomHistory(size: 50, &random)
        let reference = history.reference
        for _ in 0..<15 {
            let asked = RandomQuery(history, &random)
            var query = SearchQuery(asked.query.text, limit: 5000)
            query.titlesOnly = true
            let expected = reference.titleHits(asked.typed)
            let all = history.index.search(query)
            #expect(all.hits.map(\.key) == expected.map(\.key), "seed \(seed), \(query)")
            #expect(all.hits.map { $0.relevance.map(ModelScore.init) } == expected.map(\.score))
            #expect(all.total >= all.hits.count)

            // A short list need not have the best, but what it has is right and in order.
            query.limit = random.int(1...5)
            let some = history.index.search(query).hits
            let kept = Set(some.map(\.key))
            #expect(some.count == min(query.limit, expected.count))
            #expect(some.map(\.key) == expected.map(\.key).filter(kept.contains))
        }
    }
}
