import SearchIndex

/// How much of a title words spell.
struct ModelTitle {
    static let partial = 0
    static let beginning = 1
    static let covered = 2
    static let spelled = 3
    static let exact = 4

    let found: [ModelMatcher.Places]
    let words: [ModelWord]

    private var hasArticle: Bool { words.count > 1 && words[0].isArticle }

    /// The best match of a title; and 1 if the query begins one, 2 if it is all of one, but for the end of its last word,
    /// which has four letters or more.
    func best(in values: [ModelValue]) -> (match: Int, unfinished: Int) {
        let first = hasArticle ? 1 : 0
        var best = (match: Self.partial, unfinished: 0)
        func add(_ other: (Int, Int)) { if best < other { best = other } }
        for (number, value) in values.enumerated() where value.field.isTitle && number < 24 {
            if hasAllWords(of: value, number: number) { add((Self.covered, 0)) }
            guard first < words.count else { continue }
            for place in found[first].places where place.value == number {
                let isAtArticle = place.offset == 0
                guard place.offset == 1 || isAtArticle && first == 0 else { continue }
                for (end, next) in runs(from: first, at: place) where next == words.count {
                    add(all(first..<next, end: end, of: value, isAtArticle))
                }
            }
        }
        return best
    }

    /// What it is when all words stand one after the other from a title's beginning on.
    private func all(_ run: Range<Int>, end: Int, of value: ModelValue, _ isAtArticle: Bool) -> (Int, Int) {
        let isAsTyped = run.allSatisfy { ModelGrade.isAsTyped(found[$0].grade) }
        let isWhole = run.allSatisfy(isWhole)
        let isEnd = end > value.lastOffset
        guard isEnd, isWhole else {
            guard isAsTyped else { return (Self.partial, isEnd ? 2 : 0) }
            let isShort = words[run.upperBound - 1].text.unicodeScalars.count < 4
            if isWhole || isShort { return (isEnd ? Self.covered : Self.beginning, 0) }
            return (Self.partial, isEnd ? 2 : 1)
        }
        guard run.allSatisfy({ found[$0].grade == ModelGrade.exact }) else { return (Self.spelled, 0) }
        let isArticleSame =
            hasArticle
            ? value.hasArticle && value.places[0][0] == words[0].text : isAtArticle == value.hasArticle
        return (isArticleSame ? Self.exact : Self.spelled, 0)
    }

    /// Whether the query has every word of a title but stop words, in any order, each as it is or with typos, and all its
    /// other words say more.
    private func hasAllWords(of value: ModelValue, number: Int) -> Bool {
        let saysMore = words.indices.allSatisfy { word in
            found[word].places.isEmpty || isWhole(word) || words[word].text.unicodeScalars.count > 2
        }
        guard saysMore, !value.places.isEmpty else { return false }
        let offsets = value.places.indices.filter { value.offset(of: $0) > 0 }
        let needed = offsets.filter { !value.isStopWord[$0] }
        var reached: Set<Int> = []
        var reach = 0
        for word in words.indices where isWhole(word) && found[word].grade != ModelGrade.inflected {
            let places = found[word].places.filter { $0.value == number }
            reached.formUnion(places.flatMap { $0.offset..<($0.offset + $0.span) })
            reach += places.map(\.span).max() ?? 0
        }
        let all = (needed.isEmpty ? offsets : needed).map(value.offset)
        return !all.isEmpty && all.allSatisfy(reached.contains) && all.count <= reach
    }

    private func isWhole(_ word: Int) -> Bool { ModelGrade.isWhole(found[word].grade) }

    /// Every way in which words follow each other from a place on: where it ends, and the word after.
    private func runs(
        from start: Int,
        at place: ModelMatcher.Place
    ) -> [(end: Int, next: Int)] {
        let end = place.offset + place.span
        var all = [(end: end, next: start + 1)]
        guard start + 1 < words.count else { return all }
        for next in found[start + 1].places where next.value == place.value {
            let isAtSamePlace =
                next.offset == place.offset && next.span == place.span
                && !next.joined.isDisjoint(with: place.joined)
            if next.offset == end || isAtSamePlace { all += runs(from: start + 1, at: next) }
        }
        return all
    }
}
