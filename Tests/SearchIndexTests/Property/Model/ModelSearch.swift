@testable import SearchIndex

/// The reference: answers a query by looking at every document.
struct ModelSearch {
    struct Answer {
        var hits: [ModelHit] = []
        var total = 0
        var facets: [[SearchAnswer.FacetCount]] = []
        var ranges: [SearchAnswer.NumberRange?] = []
        var droppedWords: [String] = []
    }

    let schema: SearchSchema
    private let documents: [ModelDocument]
    private let values: [[ModelValue]]

    init(_ documents: [ModelDocument], _ schema: SearchSchema) {
        self.schema = schema
        self.documents = documents
        values = documents.map { $0.values(schema) }
    }

    func document(_ key: SearchKey) -> ModelDocument? { documents.first { $0.key == key } }

    /// The whole answer, all pages of it. Of `query` all counts but the text, the limit and the cursor.
    func answer(_ text: ModelQuery, _ query: SearchQuery) -> Answer {
        let match = ModelMatch(text, in: values, schema)
        var answer = Answer()
        answer.droppedWords = match.dropped

        let pinned = query.pinned.compactMap { key in documents.firstIndex { $0.key == key } }
        let all = Set(match.places.keys).union(pinned).sorted().map { documents[$0] }
        func holds(_ document: ModelDocument, _ filters: [SearchFilter]) -> Bool {
            filters.allSatisfy { ModelFilter.holds($0, for: document) }
        }
        let kept = all.filter { holds($0, query.filters) }
        answer.total = kept.count
        answer.facets = query.facets.map { facet in
            let others = query.filters.filter { ModelFilter.facets(of: $0) != [facet.facet] }
            return ModelFacets.count(facet, in: all.filter { holds($0, others) })
        }
        answer.ranges = query.ranges.map { number in
            let numbers = kept.compactMap { $0.numbers[number] }
            guard let least = numbers.min(), let greatest = numbers.max() else { return nil }
            return SearchAnswer.NumberRange(minimum: least, maximum: greatest)
        }
        answer.hits = hits(match, pinned: pinned, query)
        return answer
    }

    /// By word of the query as it is answered: the words by which a document is found.
    func matchedWords(_ text: ModelQuery, of key: SearchKey) -> [(
        word: ModelWord, cost: Int, matched: Set<String>
    )] {
        let match = ModelMatch(text, in: values, schema)
        guard let index = documents.firstIndex(where: { $0.key == key }), let found = match.places[index],
            let matched = match.matcher?.matchedWords(in: values[index])
        else { return [] }
        return match.words.indices.map {
            (match.words[$0], ModelGrade.cost(found[$0].grade), matched[$0])
        }
    }

    /// The ranked hits of a query that looks into titles only, filters aside.
    func titleHits(_ text: ModelQuery) -> [ModelHit] {
        let allTitles = values.map { $0.filter(\.field.isTitle) }
        let match = ModelMatch(text, in: allTitles, schema)
        var hits: [ModelHit] = []
        for index in match.places.keys {
            let titles = allTitles[index]
            guard let places = match.matcher?.places(in: titles),
                zip(match.words, places).allSatisfy({ $0.isOptional || !$1.places.isEmpty })
            else { continue }
            let score = match.words.isEmpty ? nil : ModelScore(places, words: match.words, in: titles)
            hits.append(ModelHit(documents[index], score, .relevance, schema, isPinned: false))
        }
        return hits.sorted { $0.order.precedes($1.order, .relevance) }
    }

    /// What a query may find in any case: all that satisfies its filters and has its words, with typos, but for those
    /// that were dropped.
    func possible(_ text: ModelQuery, without dropped: [String], _ query: SearchQuery) -> Set<SearchKey> {
        let found = ModelMatch.possible(text, without: dropped, in: values, schema)
        return Set(
            found.map { documents[$0] }
                .filter { document in query.filters.allSatisfy { ModelFilter.holds($0, for: document) } }
                .map(\.key)
        )
    }

    private func hits(_ match: ModelMatch, pinned: [Int], _ query: SearchQuery) -> [ModelHit] {
        func holds(_ index: Int) -> Bool {
            query.filters.allSatisfy { ModelFilter.holds($0, for: documents[index]) }
        }
        var first: [ModelHit] = []
        for index in pinned where holds(index) && !first.contains(where: { $0.key == documents[index].key }) {
            first.append(ModelHit(documents[index], nil, query.sort, schema, isPinned: true))
        }
        var ranked: [ModelHit] = []
        for (index, places) in match.places where holds(index) && !pinned.contains(index) {
            let score = match.words.isEmpty ? nil : ModelScore(places, words: match.words, in: values[index])
            ranked.append(ModelHit(documents[index], score, query.sort, schema, isPinned: false))
        }
        return first + ranked.sorted { $0.order.precedes($1.order, query.sort) }
    }
}

/// One hit as the reference sees it.
struct ModelHit {
    var key: SearchKey
    var score: ModelScore?
    var isPinned: Bool
    var order: ModelOrderKey

    init(
        _ document: ModelDocument,
        _ score: ModelScore?,
        _ sort: SearchQuery.Sort,
        _ schema: SearchSchema,
        isPinned: Bool
    ) {
        key = document.key
        self.score = sort == .relevance ? score : nil
        self.isPinned = isPinned
        order = ModelOrderKey(document, score: score, sort: sort, schema)
    }
}
