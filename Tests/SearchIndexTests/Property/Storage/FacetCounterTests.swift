import Testing

@testable import SearchIndex

/// Counts of values against counting by hand, for small and large results, with many ties.
@Suite struct FacetCounterTests {
    @Test(arguments: 0..<24)
    func topValuesAreThoseOfAFullCount(seed: Int) {
        var random = PropertyRandom(seed: 700 + seed)
        let schema = SearchSchema(texts: [SearchSchema.TextField("title", weight: 1)], facets: ["person"])
        let index = SearchIndex(schema: schema)
        let valueCount = random.pick([3, 40, 300, 2000])
        var documents: [[String]] = []
        for size in [random.int(1...50), random.pick([300, 1500]), random.int(1...400)] {
            var load: [SearchIndex.Change] = []
            for _ in 0..<size {
                let keys = (0..<random.int(0...5)).map { _ in
                    // Some values are frequent, most are not.
                    "v\(random.oneIn(3) ? random.int(0...min(5, valueCount)) : random.int(0...valueCount))"
                }
                load.append(.put(Self.document(documents.count, keys)))
                documents.append(keys)
            }
            index.apply(load)
        }
        let counter = FacetCounter(values: index.values, facet: 0)
        for _ in 0..<25 {
            let share = random.pick([1, 2, 7, 9, 20, 200])
            var counts: [String: Int] = [:]
            let parts = index.snapshot.segments.map { part -> FacetCounter.Part in
                let set = Bits(capacity: part.segment.documentCount)
                let isEmpty = random.oneIn(5)
                for document in 0..<part.segment.documentCount where !isEmpty && random.oneIn(share) {
                    set.insert(document)
                    let id = SearchKey(packed: part.segment.keys[document]).id
                    for key in Set(documents[Int(id)]) { counts[key, default: 0] += 1 }
                }
                return FacetCounter.Part(
                    segment: part.segment,
                    documents: set,
                    count: set.count,
                    facets: [counter.facet]
                )
            }
            let sorted = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
            for limit in [0, 1, 2, 3, 10, random.int(1...100), 5000] {
                let expected = sorted.prefix(limit).map { "\($0.key) \($0.value)" }
                let top = counter.top(limit, in: parts).map { "\($0.value.key) \($0.count)" }
                #expect(top == expected, "limit \(limit), every \(share)th, of \(valueCount)")
                let matching = counter.top(limit, matching: [Array("v1".utf8)], in: parts)
                let some = sorted.filter { $0.key.hasPrefix("v1") }.prefix(limit)
                #expect(
                    matching.map { "\($0.value.key) \($0.count)" } == some.map { "\($0.key) \($0.value)" }
                )
            }
        }
    }

    private static func document(_ id: Int, _ keys: [String]) -> SearchDocument {
        SearchDocument(
            key: SearchKey(kind: 1, id: Int64(id)),
            position: 1,
            title: "",
            texts: [],
            facets: [keys.map { FacetValue(key: $0, label: $0) }],
            numbers: []
        )
    }
}
