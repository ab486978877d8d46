import SearchIndex
import Testing

/// Results around the number from which on words are matched as typed only.
@Suite struct TypoThresholdTests {
    @Test(arguments: 0..<12)
    func typosAreForSmallResults(seed: Int) {
        var random = PropertyRandom(seed: 3000 + seed)
        let history = RandomHistory(size: 420, &random)
        let reference = history.reference
        for _ in 0..<15 {
            var asked = RandomQuery(history, &random)
            // A word that nothing has is dropped, after it was looked for with typos.
            if random.oneIn(2) {
                asked.typed.parts.append(.word("zzzzzzzz"))
                asked.query.text = asked.typed.text
            }
            AnswerCheck(asked, history.index, reference).run(seed)
        }
    }

    /// Typos were looked for with the word that is dropped then; without it there is enough as typed.
    @Test func aDroppedWordLeavesNoTypos() {
        let index = SearchIndex(schema: SearchSchema(texts: [SearchSchema.TextField("title", weight: 1)]))
        let titles =
            Array(repeating: "harbour", count: 100) + Array(repeating: "harbor", count: 5) + ["lights"]
        index.apply(
            titles.enumerated().map { id, title in
                .put(
                    SearchDocument(
                        key: SearchKey(kind: 1, id: Int64(id)),
                        position: 1,
                        title: title,
                        texts: [[title]],
                        facets: [],
                        numbers: []
                    )
                )
            }
        )
        let answer = index.search(SearchQuery("harbour lights"))
        #expect(answer.droppedWords == ["lights"])
        #expect(answer.total == 100)
        #expect(index.search(SearchQuery("harbor ")).total == 105)
    }
}
