import SearchIndex
import Testing

/// Random catalogs and queries: the index and the reference must agree on everything.
@Suite struct AnswerTests {
    @Test(arguments: 0..<90)
    func answersAreThoseOfTheReference(seed: Int) {
        var random = PropertyRandom(seed: seed)
        var history = RandomHistory(size: random.pick([0, 3, 20, 60, 60]), &random)
        for _ in 0..<6 {
            let reference = history.reference
            for _ in 0..<6 {
                let asked = RandomQuery(history, &random)
                AnswerCheck(asked, history.index, reference).run(seed)
            }
            history.change(&random)
        }
    }
}
