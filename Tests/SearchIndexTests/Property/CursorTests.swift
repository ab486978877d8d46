import SearchIndex
import Testing

/// A cursor comes from outside, so it may hold anything.
@Suite struct CursorTests {
    @Test(arguments: 0..<16)
    func everyCursorIsAnswered(seed: Int) {
        var random = PropertyRandom(seed: 5000 + seed)
        let history = RandomHistory(size: 50, &random)
        for _ in 0..<40 {
            var asked = RandomQuery(history, &random)
            asked.query.after = Self.cursor(&random)
            let after = history.index.search(asked.query)
            asked.query.after = nil
            let all = history.index.search(asked.query)
            #expect(after.total == all.total)
            // Whatever a cursor says, what comes is a part of the hits in their order.
            let kept = Set(after.hits.map(\.key))
            #expect(after.hits.map(\.key) == all.hits.map(\.key).filter(kept.contains))
        }
    }

    /// All hits fall either before or after any cursor: the ones after it are the last ones.
    @Test(arguments: 0..<16)
    func aCursorPartsTheHitsInTwo(seed: Int) {
        var random = PropertyRandom(seed: 6000 + seed)
        let history = RandomHistory(size: 50, &random)
        for _ in 0..<20 {
            var asked = RandomQuery(history, &random)
            asked.query.pinned = []
            let all = history.index.search(asked.query).hits.map(\.key)
            var cursor = Self.cursor(&random)
            cursor.rank = (0..<3).map { _ in Double(random.int(-2...4)) }
            asked.query.after = cursor
            let after = history.index.search(asked.query).hits.map(\.key)
            #expect(after == all.suffix(after.count), "\(asked.query)")
        }
    }

    private static func cursor(_ random: inout PropertyRandom) -> SearchCursor {
        let numbers = [0, -0.0, 1, .nan, .infinity, -.infinity, .greatestFiniteMagnitude, 0.5]
        return SearchCursor(
            primary: random.oneIn(3) ? .max : .init(random.next() >> UInt64(random.int(0...63))),
            title: (0..<random.int(0...4)).map { _ in UInt8(random.int(0...255)) },
            rank: (0..<random.int(0...5)).map { _ in random.pick(numbers) },
            key: SearchKey(kind: UInt8(random.int(0...255)), id: random.oneIn(2) ? 3 : Int64.min)
        )
    }
}
