import SearchIndex

/// Where words of a query stand in a document, found by looking at every place for every word.
final class ModelMatcher {
    struct Place: Hashable {
        var value: Int
        var offset: Int
        /// Places that it reaches over.
        var span: Int
        var weight: Int
        /// Alternatives of several words of the query that are found here.
        var joined: Set<Int> = []
    }

    /// The places where a word is matched best.
    struct Places {
        var grade = ModelGrade.none
        var places: [Place] = []

        static let limit = 8

        mutating func add(_ place: Place, grade: Int) {
            guard grade <= self.grade, grade != ModelGrade.none else { return }
            if grade < self.grade { places = [] }
            self.grade = grade
            let isKnown = places.contains {
                ($0.value, $0.offset, $0.span) == (place.value, place.offset, place.span)
            }
            if !isKnown, places.count < Self.limit { places.append(place) }
        }
    }

    let words: [ModelWord]
    private let hasTypos: Bool
    private let alternatives: [ModelAlternative]
    /// Those for several words of the query.
    private let joining: [Int]
    /// Those of several terms.
    private let runs: [ModelAlternative]
    /// By term: the grade for each word of the query.
    private var grades: [String: [Int]] = [:]

    /// Looks for the first `count` words; what is not in the vocabulary is not looked for.
    init(
        _ words: [ModelWord],
        count: Int,
        _ alternatives: [ModelAlternative],
        hasTypos: Bool,
        _ vocabulary: Set<String>
    ) {
        let alternatives = alternatives.filter { alternative in
            guard alternative.words.upperBound <= count else { return false }
            let finished = alternative.terms.dropLast(alternative.isPrefix ? 1 : 0)
            return finished.allSatisfy(vocabulary.contains)
        }
        self.alternatives = alternatives
        joining = alternatives.indices.filter { alternatives[$0].words.count > 1 }
        runs = alternatives.filter { $0.terms.count > 1 }
        self.words = Array(words.prefix(count))
        self.hasTypos = hasTypos
    }

    /// By word of the query: where it stands.
    func places(in values: [ModelValue]) -> [Places] {
        var result = Array(repeating: Places(), count: words.count)
        for (number, value) in values.enumerated() {
            for place in value.places.indices {
                let found = Place(
                    value: number,
                    offset: value.offset(of: place),
                    span: 1,
                    weight: value.field.weight
                )
                for term in value.places[place] {
                    let grades = grades(of: term)
                    for word in words.indices where grades[word] != ModelGrade.none {
                        var single = found
                        single.joined = joined(word, span: 1, in: value, at: place)
                        result[word].add(single, grade: grades[word])
                    }
                }
                for alternative in runs {
                    guard let grade = grade(of: alternative, in: value, at: place) else { continue }
                    for word in alternative.words {
                        var long = found
                        long.span = alternative.terms.count
                        long.joined = joined(word, span: long.span, in: value, at: place)
                        result[word].add(long, grade: grade)
                    }
                }
            }
        }
        return result
    }

    /// By word of the query: the words of a document by which it is matched best.
    func matchedWords(in values: [ModelValue]) -> [Set<String>] {
        let found = places(in: values)
        var matched = Array(repeating: Set<String>(), count: words.count)
        for value in values {
            for place in value.places.indices {
                for term in value.places[place] {
                    let grades = grades(of: term)
                    for word in words.indices
                    where grades[word] == found[word].grade && grades[word] != ModelGrade.none {
                        matched[word].insert(term)
                    }
                }
                for run in runs {
                    guard let grade = grade(of: run, in: value, at: place) else { continue }
                    for word in run.words where grade == found[word].grade {
                        matched[word].formUnion(value.matched(run.terms, run.isPrefix, at: place))
                    }
                }
            }
        }
        return matched
    }

    /// The alternatives for a word and others that reach over so many places from this one.
    private func joined(_ word: Int, span: Int, in value: ModelValue, at place: Int) -> Set<Int> {
        Set(
            joining.filter { index in
                let alternative = alternatives[index]
                return alternative.words.contains(word)
                    && alternative.terms.count == span
                    && grade(of: alternative, in: value, at: place) != nil
            }
        )
    }

    private func grade(of alternative: ModelAlternative, in value: ModelValue, at place: Int) -> Int? {
        if value.has(alternative.terms, at: place) { return alternative.grade }
        guard alternative.isPrefix, value.has(alternative.terms, lastIsPrefix: true, at: place) else {
            return nil
        }
        return ModelGrade.equivalentExtended
    }

    private func grades(of term: String) -> [Int] {
        if let known = grades[term] { return known }
        let result = words.indices.map { grade(of: term, for: $0) }
        grades[term] = result
        return result
    }

    private func grade(of term: String, for index: Int) -> Int {
        let word = words[index]
        if term == word.text { return ModelGrade.exact }
        var best = ModelGrade.none
        for alternative in alternatives where alternative.terms.count == 1 {
            guard alternative.words.contains(index) else { continue }
            if term == alternative.terms[0] { best = min(best, alternative.grade) }
            if alternative.isPrefix, term.hasPrefix(alternative.terms[0]) {
                best = min(best, ModelGrade.equivalentExtended)
            }
        }
        if word.isPrefix || word.isShort, term.hasPrefix(word.text) { best = min(best, ModelGrade.extended) }
        return hasTypos ? min(best, ModelGrade.typos(from: word, to: term)) : best
    }
}
