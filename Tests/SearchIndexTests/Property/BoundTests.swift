import SearchIndex
import Testing

/// Work is bounded. What a bound leaves out may be missing; what is shown is right.
@Suite struct BoundTests {
    @Test(arguments: 0..<40)
    func partialAnswersShowOnlyMatches(seed: Int) {
        var random = PropertyRandom(seed: 8000 + seed)
        let history = RandomHistory(size: 60, &random)
        let reference = history.reference
        var partial = 0
        for _ in 0..<12 {
            var asked = RandomQuery(history, &random)
            asked.query.pinned = []
            switch random.int(0...3) {
            case 0: asked.query.bounds.postings = random.int(0...60)
            case 1: asked.query.bounds.scoredDocuments = random.int(0...10)
            case 2: asked.query.bounds.typoRanges = random.int(0...3)
            default:
                asked.query.bounds.postings = random.int(0...300)
                asked.query.bounds.scoredDocuments = random.int(0...20)
                asked.query.bounds.typoRanges = random.int(0...5)
            }
            let answer = history.index.search(asked.query)
            let about: Comment = "seed \(seed), \(asked.query)"
            guard answer.isPartial else {
                #expect(AnswerCheck(asked, history.index, reference).difference() == nil, about)
                continue
            }
            partial += 1
            let possible = reference.possible(asked.typed, without: answer.droppedWords, asked.query)
            #expect(possible.isSuperset(of: answer.hits.map(\.key)), about)
            #expect(answer.total <= possible.count, about)
            #expect(answer.hits.count <= answer.total, about)
            let scores = answer.hits.compactMap(\.relevance)
            #expect(scores == scores.sorted(by: >), about)
        }
        #expect(partial > 0)
    }

    /// Bounds on scoring leave totals and counts as they are.
    @Test(arguments: 0..<20)
    func totalsAreExactWhenNotAllIsScored(seed: Int) {
        var random = PropertyRandom(seed: 9000 + seed)
        let history = RandomHistory(size: 60, &random)
        let reference = history.reference
        for _ in 0..<10 {
            var asked = RandomQuery(history, &random)
            asked.query.bounds.scoredDocuments = random.int(0...5)
            let answer = history.index.search(asked.query)
            let expected = reference.answer(asked.typed, asked.query)
            #expect(answer.total == expected.total)
            #expect(answer.facets == expected.facets)
            #expect(answer.ranges == expected.ranges)
            #expect(answer.droppedWords == expected.droppedWords)
        }
    }
}
