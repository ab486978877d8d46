import Testing

@testable import SearchIndex

/// Merging changes where documents lie and nothing else.
@Suite struct MergeTests {
    @Test(arguments: 0..<20)
    func mergesKeepEverything(seed: Int) {
        var random = PropertyRandom(seed: 800 + seed)
        var history = RandomHistory(size: 30, &random)
        for _ in 0..<20 { history.change(&random) }
        let asked = (0..<10).map { _ in RandomQuery(history, &random) }
        let reference = history.reference
        repeat {
            #expect(history.index.statistics.documents == history.documents.count)
            for query in asked { AnswerCheck(query, history.index, reference).run(seed) }
        } while history.index.merge()
        let sizes = history.index.snapshot.segments.map { MergePolicy.level(of: $0.liveCount) }
        for level in Set(sizes) { #expect(sizes.count { $0 == level } < MergePolicy.width) }
    }

    /// Each document is copied about once a level, and segments stay few.
    @Test func mergesAreFew() {
        let index = SearchIndex(schema: SearchSchema(texts: [SearchSchema.TextField("title", weight: 1)]))
        var copied = 0
        let count = 3000
        for id in 0..<count {
            let document = SearchDocument(
                key: SearchKey(kind: 1, id: Int64(id)),
                position: 1,
                title: "",
                texts: [["film"]],
                facets: [],
                numbers: []
            )
            index.apply([.put(document)])
            let before = index.snapshot.segments.map { ObjectIdentifier($0.segment) }
            while index.merge() {
                for part in index.snapshot.segments where !before.contains(ObjectIdentifier(part.segment)) {
                    copied += part.segment.documentCount
                }
            }
            #expect(index.statistics.segments < 3 * MergePolicy.width)
        }
        #expect(index.statistics.documents == count)
        #expect(copied < count * 10)
    }

    @Test func numbersSurviveInFullPrecision() {
        let numbers: [Double?] = [
            0.1, 1 / 3, .greatestFiniteMagnitude, -.infinity, .leastNonzeroMagnitude, nil, 16_777_217,
        ]
        for values in [numbers, [1, 2.5, nil]] {
            let column = NumberColumn(values.map { $0 ?? .nan })
            for (document, value) in values.enumerated() {
                #expect(column[document].isNaN == (value == nil))
                if let value { #expect(column[document] == value) }
            }
        }
    }
}
