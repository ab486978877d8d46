import Testing

@testable import SearchIndex

/// Segments with so many documents that lists become bitmaps and frequent beginnings are kept.
@Suite struct LargeSegmentTests {
    @Test(arguments: 0..<3)
    func largeSegmentsAnswerAsSmallOnesDo(seed: Int) {
        var random = PropertyRandom(seed: 19_000 + seed)
        var history = RandomHistory(size: 30, &random)
        history.load(1500, of: 6000, &random)
        for _ in 0..<3 { history.change(&random) }
        let segments = history.index.snapshot.segments.map(\.segment)
        #expect(segments.contains { $0.documentCount > 1024 && !$0.prefixes.isEmpty })
        let reference = history.reference
        for round in 0..<10 {
            var asked = RandomQuery(history, &random)
            if round < 4 {
                let word = random.pick(history.catalog.vocabulary.words)
                asked.typed = ModelQuery(parts: [.word(String(word.prefix(random.int(1...2))))])
                asked.query.text = asked.typed.text
            }
            AnswerCheck(asked, history.index, reference).run(seed)
        }
    }
}
