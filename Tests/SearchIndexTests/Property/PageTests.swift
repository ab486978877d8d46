import SearchIndex
import Testing

/// Pages that follow each other show what one big page shows.
@Suite struct PageTests {
    @Test(arguments: 0..<60)
    func walkingByCursorShowsEachHitOnce(seed: Int) {
        var random = PropertyRandom(seed: 1000 + seed)
        let history = RandomHistory(size: random.pick([3, 40]), &random)
        for _ in 0..<8 {
            let asked = RandomQuery(history, &random)
            let whole = history.index.search(asked.query)
            let limit = random.int(1...5)
            let pages = Self.walk(asked.query, limit: limit, history.index)
            let about: Comment = "seed \(seed), \(asked.query), limit \(limit)"
            #expect(pages.flatMap { $0.hits.map(\.key) } == whole.hits.map(\.key), about)
            #expect(pages.flatMap { $0.hits.map(\.isPinned) } == whole.hits.map(\.isPinned), about)
            #expect(pages.dropLast().allSatisfy { $0.hits.count == limit }, about)
            #expect(pages.allSatisfy { $0.total == whole.total && $0.facets == whole.facets }, about)
        }
    }

    /// A page goes on after the last hit of the page before, wherever that one would stand now.
    @Test(arguments: 0..<60)
    func pagesGoOnInAChangedCatalog(seed: Int) {
        var random = PropertyRandom(seed: 2000 + seed)
        for _ in 0..<4 {
            var history = RandomHistory(size: 40, &random)
            var asked = RandomQuery(history, &random)
            asked.query.pinned = []
            asked.query.limit = random.int(1...4)
            let before = history.reference.answer(asked.typed, asked.query)
            guard let cursor = history.index.search(asked.query).next else { continue }
            let last = before.hits[asked.query.limit - 1].order

            for _ in 0..<random.int(1...3) { history.change(&random) }
            asked.query.after = cursor
            asked.query.limit = 5000
            let now = history.reference.answer(asked.typed, asked.query)
            // Hits that are found in another way have no place among the pages before.
            guard now.droppedWords == before.droppedWords else { continue }
            let expected = now.hits.filter { last.precedes($0.order, asked.query.sort) }
            let answer = history.index.search(asked.query)
            #expect(answer.hits.map(\.key) == expected.map(\.key), "seed \(seed), \(asked.query)")
            #expect(answer.total == now.total)
        }
    }

    @Test func noPageIsEndless() {
        var random = PropertyRandom(seed: 1)
        let history = RandomHistory(size: 20, &random)
        for limit in [Int.min, -1, 0, Int.max] {
            let answer = history.index.search(SearchQuery(limit: limit))
            #expect(answer.hits.count == (limit == Int.max ? answer.total : 0))
            #expect(answer.next == nil)
        }
    }

    static func walk(_ query: SearchQuery, limit: Int, _ index: SearchIndex) -> [SearchAnswer] {
        var query = query
        query.limit = limit
        var pages: [SearchAnswer] = []
        repeat {
            let page = index.search(query)
            pages.append(page)
            query.after = page.next
        } while query.after != nil && pages.count < 5000
        return pages
    }
}
