import SearchIndex
import Testing

/// A short page is found by looking at fewer documents, and shows what begins a long one.
@Suite struct ShortPageTests {
    @Test(arguments: 0..<8)
    func shortPagesBeginLongOnes(seed: Int) {
        var random = PropertyRandom(seed: 16_000 + seed)
        var history = RandomHistory(size: random.pick([60, 400, 900]), &random)
        for _ in 0..<4 {
            for _ in 0..<12 { check(RandomQuery(history, &random), history.index, &random) }
            history.change(&random)
        }
    }

    private func check(_ asked: RandomQuery, _ index: SearchIndex, _ random: inout PropertyRandom) {
        var query = asked.query
        query.pinned = []
        if random.oneIn(2) { query.sort = .relevance }
        let all = index.search(query).hits
        for limit in [1, 2, 3, 10, random.int(1...50)] {
            query.limit = limit
            let page = index.search(query)
            #expect(page.hits.map(\.key) == all.prefix(limit).map(\.key), "\(query)")
            #expect(page.hits.map(\.relevance) == all.prefix(limit).map(\.relevance), "\(query)")
            #expect((page.next == nil) == (all.count <= limit))
            guard let next = page.next else { continue }
            query.after = next
            let second = index.search(query)
            #expect(second.hits.map(\.key) == all.dropFirst(limit).prefix(limit).map(\.key), "\(query)")
            query.after = nil
        }
    }
}
