import SearchIndex

/// What a run of random documents and queries is about.
struct RandomCatalog: Sendable {
    let vocabulary: RandomVocabulary
    let schema: SearchSchema

    init(_ random: inout PropertyRandom) {
        let vocabulary = RandomVocabulary(&random)
        self.vocabulary = vocabulary
        var synonyms: [String: [String]] = [:]
        for _ in 0..<random.int(0...4) {
            let key = vocabulary.text(1...3, &random).joined(separator: " ")
            let targets = (0..<random.int(1...2)).map { _ in
                vocabulary.text(1...4, &random).joined(separator: " ")
            }
            synonyms[key] = Array(Set(targets)).sorted()
        }
        let note = SearchSchema.TextField("note", weight: 3)
        let title = SearchSchema.TextField("title", weight: 20, isTitle: true)
        let cast = SearchSchema.TextField("cast", weight: 8)
        let original = SearchSchema.TextField("original", weight: 12, isTitle: true)
        schema = SearchSchema(
            texts: random.oneIn(2) ? [title, original, cast, note] : [note, title, cast, original],
            facets: ["genre", "country", "person"],
            numbers: ["year", "rating", "popularity"],
            rank: random.pick([[], [2], [2, 1], [2, 1, 0]]),
            articles: RandomVocabulary.articles,
            stopWords: RandomVocabulary.stopWords,
            synonyms: synonyms
        )
    }

    func document(_ key: SearchKey, position: Int64, _ random: inout PropertyRandom) -> ModelDocument {
        var texts: [[[String]]] = []
        for field in schema.texts {
            let count = field.name == "cast" ? random.int(0...3) : random.int(0...1)
            let length = field.isTitle ? 1...4 : 1...8
            texts.append((0..<count).map { _ in vocabulary.text(length, &random) })
        }
        func keys(_ values: Int, _ count: ClosedRange<Int>) -> [String] {
            (0..<random.int(count)).map { _ in "k\(random.int(1...values))" }
        }
        return ModelDocument(
            key: key,
            position: position,
            title: vocabulary.text(0...3, &random),
            texts: texts,
            facets: [keys(4, 0...3), keys(12, 0...1), keys(400, 0...4)],
            numbers: [
                random.oneIn(5) ? nil : Double(random.int(1990...1999)),
                random.oneIn(5) ? nil : Double(random.int(-10...30)) / 10,
                random.oneIn(5) ? nil : Double(random.int(0...3)),
            ]
        )
    }

    static func key(_ random: inout PropertyRandom, of count: Int) -> SearchKey {
        SearchKey(kind: UInt8(random.int(1...2)), id: Int64(random.int(1...max(count, 1))))
    }
}
