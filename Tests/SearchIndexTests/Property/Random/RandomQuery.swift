import SearchIndex

/// A random question: what is typed, and all else.
struct RandomQuery {
    var typed: ModelQuery
    var query: SearchQuery

    init(_ history: RandomHistory, _ random: inout PropertyRandom) {
        let vocabulary = history.catalog.vocabulary
        repeat {
            typed = Self.typed(vocabulary, &random)
        } while typed.words(history.catalog.schema).contains {
            Self.isAmbiguous($0, in: vocabulary)
        }
        query = SearchQuery(typed.text, limit: 5000)
        query.bounds.time = .seconds(3600)
        if random.oneIn(2) {
            query.filters = (0..<random.int(1...2)).map { _ in Self.filter(depth: 2, &random) }
        }
        for _ in 0..<random.int(0...3) {
            let limit = random.pick([0, 1, 2, 3, 5, 10, 1000])
            let text =
                random.oneIn(3) ? random.pick(["k", "k1", "label", "of", "LABEL k2", "none", ""]) : nil
            query.facets.append(SearchQuery.Facet(random.int(0...2), limit: limit, text: text))
        }
        query.ranges = random.oneIn(3) ? [random.int(0...2)] : []
        query.sort = random.pick([
            .relevance, .relevance, .relevance, .number(random.int(0...2), ascending: random.oneIn(2)),
            .title(ascending: random.oneIn(2)),
        ])
        if random.oneIn(6) {
            query.pinned = (0..<random.int(1...3)).map { _ in
                history.all.isEmpty ? SearchKey(kind: 1, id: 1) : random.pick(history.all).key
            }
        }
    }

    private static func typed(_ vocabulary: RandomVocabulary, _ random: inout PropertyRandom) -> ModelQuery {
        var typed = ModelQuery()
        let count = random.pick([0, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, random.int(5...18)])
        for _ in 0..<count {
            switch random.int(0...15) {
            case 0: typed.parts.append(.phrase(vocabulary.text(1...3, &random)))
            case 1: typed.parts.append(.excluded(vocabulary.text(1...2, &random)))
            default: typed.parts.append(.word(vocabulary.typed(&random)))
            }
        }
        typed.isFinished = random.oneIn(3)
        return typed
    }

    /// Whether there are more ways to take a word apart than the index tries.
    private static func isAmbiguous(_ word: ModelWord, in vocabulary: RandomVocabulary) -> Bool {
        guard cuts(of: word, in: vocabulary) <= 3 else { return true }
        // By bytes: in how many ways so many words reach so far.
        let bytes = Array(word.text.utf8)
        let words = Set(vocabulary.words.map { Array($0.utf8) })
        var ways = Array(repeating: [0: 1], count: 1) + Array(repeating: [:], count: bytes.count)
        for start in bytes.indices where !ways[start].isEmpty {
            for end in (start + 1)...bytes.count where words.contains(Array(bytes[start..<end])) {
                for (parts, count) in ways[start] { ways[end][parts + 1, default: 0] += count }
            }
        }
        return ways.contains { $0.contains { $0.key > 1 && $0.value > 1 } }
    }

    /// In how many places a word may be cut in two words.
    private static func cuts(of word: ModelWord, in vocabulary: RandomVocabulary) -> Int {
        guard word.phrase == nil, !word.isOptional else { return 0 }
        return word.text.indices.dropFirst().count { cut in
            let right = String(word.text[cut...])
            return vocabulary.words.contains(String(word.text[..<cut]))
                && vocabulary.words.contains { word.isPrefix ? $0.hasPrefix(right) : $0 == right }
        }
    }

    static func filter(depth: Int, _ random: inout PropertyRandom) -> SearchFilter {
        func parts(_ random: inout PropertyRandom) -> [SearchFilter] {
            (0..<random.int(1...2)).map { _ in filter(depth: depth - 1, &random) }
        }
        switch random.int(0...(depth > 0 ? 7 : 4)) {
        case 0, 1, 2:
            let facet = random.int(0...2)
            let most = [4, 12, 400][facet]
            let keys = (0..<random.int(0...(facet == 2 ? 40 : 3))).map { _ in "k\(random.int(1...(most + 1)))"
            }
            return .facet(facet, anyOf: keys)
        case 3:
            let low = random.int(1989...1999)
            return .number(0, Double(low)...Double(low + random.int(0...5)))
        case 4:
            let low = Double(random.int(-10...25)) / 10
            return .number(1, low...(low + Double(random.int(0...10)) / 10))
        case 5: return .not(filter(depth: depth - 1, &random))
        case 6: return .any(parts(&random))
        default: return .all(parts(&random))
        }
    }
}
