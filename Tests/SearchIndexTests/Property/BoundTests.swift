import SearchIndex
import Testing

/// Work is bounded. What a bound leaves out may be missing; what is shown is right.
@Suite struct BoundTests {
    @Test(arguments: 0..<40)
    func partialAnswersShowOnlyMatches(seed: Int) {
        var random = PropertyRandom(seed: 8000 + seed)
        let history = RandomHistory(size: 60, &random)
        let reference = history.reference
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
            let possible = reference.possible(asked.typed, without: answer.droppedWords, asked.query)
            #expect(possible.isSuperset(of: answer.hits.map(\.key)), about)
            #expect(answer.total <= possible.count, about)
            #expect(answer.hits.count <= answer.total, about)
            let scores = answer.hits.compactMap(\.relevance)
            #expect(scores == scores.sorted(by: >), about)
        }
    }

    @Test func boundsShow() {
        var random = PropertyRandom(seed: 9)
        let history = RandomHistory(size: 60, &random)
        var query = SearchQuery("the")
        #expect(history.index.search(query).total > 0)
        #expect(!history.index.search(query).isPartial)
        query.bounds.scoredDocuments = 0
        #expect(history.index.search(query).isPartial)
        #expect(history.index.search(query).hits.isEmpty)
        query.bounds = WorkBounds()
        query.bounds.postings = 0
        #expect(history.index.search(query).isPartial)
        #expect(history.index.search(query).total == 0)
        query.bounds = WorkBounds()
        query.bounds.typoRanges = 0
        query.text = "abcdefgh"
        #expect(history.index.search(query).isPartial)
        // A word that is too long for typos is no matter of bounds.
        query.text = String(repeating: "abcde", count: 9)
        query.bounds = WorkBounds()
        #expect(!history.index.search(query).isPartial)
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
