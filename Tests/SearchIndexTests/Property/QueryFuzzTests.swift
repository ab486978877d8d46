import SearchIndex
import Testing

/// Bytes that are no text in particular.
@Suite struct QueryFuzzTests {
    @Test(arguments: 0..<5)
    func randomBytesAreQueries(seed: Int) {
        var random = PropertyRandom(seed: 10_000 + seed)
        let history = RandomHistory(size: 12, &random)
        var query = SearchQuery()
        for _ in 0..<2000 {
            query.text = RandomText.bytes(&random)
            let answer = history.index.search(query)
            #expect(answer.hits.count <= min(answer.total, 20))
            #expect((answer.next == nil) == (answer.total <= 20))
        }
    }

    /// Signs that mean something to a query, in any order, among words that are there.
    @Test(arguments: 0..<5)
    func randomSignsAreQueries(seed: Int) {
        var random = PropertyRandom(seed: 11_000 + seed)
        let history = RandomHistory(size: 12, &random)
        let signs = ["\"", "-", " ", "“", "„", "&", ".", ",", "'", "*", "\u{301}", "東", "\t", "ii", "é", "½"]
        var query = SearchQuery()
        for _ in 0..<1200 {
            query.text = (0..<random.int(1...12)).map { _ in
                random.oneIn(2) ? random.pick(signs) : random.pick(history.catalog.vocabulary.words)
            }.joined()
            query.titlesOnly = random.oneIn(4)
            let answer = history.index.search(query)
            #expect(answer.hits.count <= answer.total)
        }
    }
}
