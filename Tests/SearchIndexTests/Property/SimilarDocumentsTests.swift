import Foundation
import SearchIndex
import Testing

/// Similar documents against the sum of what each pair shares.
@Suite struct SimilarDocumentsTests {
    private let weights = [0: 1.0, 1: 2.5, 2: 4]
    private let wordWeight = 1.5

    @Test(arguments: 0..<20)
    func similarDocumentsShareMost(seed: Int) throws {
        var random = PropertyRandom(seed: 20_000 + seed)
        var history = RandomHistory(size: 3, &random)
        // Without removed documents, which count as frequent until they are merged away.
        history.load(40, of: 100, &random)
        let documents = history.all
        for document in documents.prefix(10) {
            let limit = random.int(0...30)
            let query = SimilarQuery(
                document.key,
                limit: limit,
                facetWeights: weights,
                wordWeight: wordWeight
            )
            let hits = try #require(history.index.similar(query))
            let scores = documents.filter { $0.key != document.key && $0.key.kind == document.key.kind }
                .map { (key: $0.key, score: score(document, $0, among: documents, history.catalog.schema)) }
                .filter { $0.score > 0 }
            #expect(hits.count == min(limit, scores.count))
            for hit in hits {
                let expected = scores.first { $0.key == hit.key }?.score ?? 0
                #expect(abs(hit.score - expected) < 1e-9, "seed \(seed)")
                #expect(!hit.reasons.isEmpty)
            }
            let best = scores.map(\.score).sorted(by: >).prefix(limit)
            #expect(zip(hits, best).allSatisfy { abs($0.score - $1) < 1e-9 }, "seed \(seed)")
        }
        #expect(history.index.similar(query(SearchKey(kind: 9, id: 1))) == nil)
    }

    private func query(_ key: SearchKey) -> SimilarQuery {
        SimilarQuery(key, facetWeights: weights, wordWeight: wordWeight)
    }

    private func score(
        _ one: ModelDocument,
        _ other: ModelDocument,
        among documents: [ModelDocument],
        _ schema: SearchSchema
    ) -> Double {
        func rarity(_ isThere: (ModelDocument) -> Bool) -> Double {
            log(1 + Double(documents.count) / Double(documents.count(where: isThere)))
        }
        var score = 0.0
        for (facet, weight) in weights {
            for key in Set(one.facets[facet]).intersection(other.facets[facet]) {
                score += weight * rarity { $0.facets[facet].contains(key) }
            }
        }
        func words(_ document: ModelDocument, titles: Bool) -> Set<String> {
            let values = document.values(schema).filter { $0.field.isTitle || !titles }
            return Set(values.flatMap { $0.places.joined() })
        }
        for word in words(one, titles: true).intersection(words(other, titles: true))
        where !schema.stopWords.contains(word) && !schema.articles.contains(word) {
            score += wordWeight * rarity { words($0, titles: false).contains(word) }
        }
        return score
    }
}
