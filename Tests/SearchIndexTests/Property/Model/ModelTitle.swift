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

    func best(in values: [ModelValue]) -> Int {
        let first = hasArticle ? 1 : 0
        var best = Self.partial
        for (number, value) in values.enumerated() where value.field.isTitle && number < 24 {
            for start in first..<max(words.count, first) {
                for place in found[start].places where place.value == number {
                    let isAtArticle = place.offset == 0
                    guard place.offset == 1 || isAtArticle && start == 0 else { continue }
                    for (end, next) in runs(from: start, at: place) {
                        let run = start..<next
                        let isAll = start == first && next == words.count
                        let match = isAll ? all(run, end: end, of: value, isAtArticle) : Self.partial
                        let isOther = !isAll && end > value.lastOffset && isNamed(by: run)
                        best = max(best, match, isOther ? Self.covered : Self.partial)
                    }
                }
            }
        }
        return best
    }

    /// What it is when all words stand one after the other from a title's beginning on.
    private func all(_ run: Range<Int>, end: Int, of value: ModelValue, _ isAtArticle: Bool) -> Int {
        let isAsTyped = run.allSatisfy { ModelGrade.isAsTyped(found[$0].grade) }
        guard end > value.lastOffset else { return isAsTyped ? Self.beginning : Self.partial }
        guard run.allSatisfy(isWhole) else { return isAsTyped ? Self.covered : Self.beginning }
        guard run.allSatisfy({ found[$0].grade == ModelGrade.exact }) else { return Self.spelled }
        let isArticleSame =
            hasArticle
            ? value.hasArticle && value.places[0][0] == words[0].text : isAtArticle == value.hasArticle
        return isArticleSame ? Self.exact : Self.spelled
    }

    /// Whether these words are the title and all others say more.
    private func isNamed(by run: Range<Int>) -> Bool {
        words.indices.allSatisfy { word in
            if run.contains(word) || found[word].places.isEmpty {
                return isWhole(word) || !run.contains(word)
            }
            return isWhole(word) || words[word].text.unicodeScalars.count > 2
        }
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
