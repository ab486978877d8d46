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
}
