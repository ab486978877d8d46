import SearchIndex

/// Which documents a query finds, and with which of its words.
struct ModelMatch {
    /// Larger results are found as typed only.
    static let typoThreshold = 100

    private let values: [[ModelValue]]
    private let vocabulary: Set<String>
    private let excluded: [[String]]
    private var alternatives: [ModelAlternative] = []
    /// A word was left out that others have.
    private var hasSuperfluous = false

    /// The words that the query was answered with.
    private(set) var words: [ModelWord]
    /// Those without which it was: words that nothing has, then the last ones.
    private(set) var dropped: [String] = []
    /// By index of each document that matches: where the words stand.
    private(set) var places: [Int: [ModelMatcher.Places]] = [:]
    /// What found them.
    private(set) var matcher: ModelMatcher?

    /// Takes all documents as the values that they have.
    init(_ query: ModelQuery, in values: [[ModelValue]], _ schema: SearchSchema) {
        self.init(values, excluded: query.excluded)
        words = query.words(schema)
        repeat { alternatives = allAlternatives(schema) } while !answer()
    }

    /// The documents that have all words but some, with typos and as beginnings however many there are.
    static func possible(
        _ query: ModelQuery,
        without dropped: [String],
        in values: [[ModelValue]],
        _ schema: SearchSchema
    ) -> Set<Int> {
        let words = query.words(schema)
        var places: [Int] = []
        for word in dropped {
            places += [words.indices.last { words[$0].text == word && !places.contains($0) }].compactMap(
                \.self
            )
        }
        func find(_ words: [ModelWord]) -> Set<Int> {
            var match = ModelMatch(values, excluded: query.excluded)
            match.words = words.map(\.short)
            match.alternatives = ModelAlternative.all(for: words, schema)
            for (index, word) in words.enumerated() where word.phrase == nil {
                match.alternatives += ModelAlternative.chains(for: index, word, match.vocabulary)
            }
            return Set(match.find(words.count, hasTypos: true).keys)
        }
        // What is dropped may have been found joined with what is not.
        var optional = words
        for place in places { optional[place].isOptional = true }
        return find(optional).union(find(words.indices.filter { !places.contains($0) }.map { words[$0] }))
    }

    private init(_ values: [[ModelValue]], excluded: [[String]]) {
        self.values = values
        self.excluded = excluded
        vocabulary = Set(values.joined().flatMap { $0.places.joined() })
        words = []
    }

    /// Words that are found in no other way are taken apart into three and more.
    private func allAlternatives(_ schema: SearchSchema) -> [ModelAlternative] {
        let common = ModelAlternative.all(for: words, schema)
        let lost = lost(words, common, hasTypos: false).filter { words[$0].phrase == nil }
        return common + lost.flatMap { ModelAlternative.chains(for: $0, words[$0], vocabulary) }
    }

    /// Indices of the words that no document has.
    private func lost(_ words: [ModelWord], _ alternatives: [ModelAlternative], hasTypos: Bool) -> [Int] {
        let matcher = ModelMatcher(words, count: words.count, alternatives, hasTypos: hasTypos, vocabulary)
        let found = values.map(matcher.places)
        return words.indices.filter { word in found.allSatisfy { $0[word].places.isEmpty } }
    }

    /// Finds the longest run of words from the first on that something matches. When nothing matches all, words may be
    /// short for others; then words that nothing has are left out, when there are others, or the last word without which
    /// all others are found: false asks for another turn.
    private mutating func answer() -> Bool {
        var count = words.count
        places = find(count)
        let required = words.indices.filter { !words[$0].isOptional }
        if places.isEmpty, required.count > 1, !hasSuperfluous {
            places = findShort()
            if !places.isEmpty { return true }
            let hopeless = lost(words, alternatives, hasTypos: true).filter {
                required.contains($0) && words[$0].phrase == nil
            }
            if !hopeless.isEmpty, hopeless.count < required.count {
                leaveOut(hopeless)
                return false
            }
        }
        if places.isEmpty, required.count > 2, let word = superfluous(required) {
            hasSuperfluous = true
            leaveOut([word])
            return false
        }
        while places.isEmpty, count > 1, words[count - 1].phrase == nil {
            guard words.prefix(count).count(where: { !$0.isOptional }) > 1 else { break }
            count -= 1
            places = find(count)
        }
        dropped += words[count...].map(\.text)
        words = Array(words.prefix(count))
        return true
    }

    private mutating func leaveOut(_ left: [Int]) {
        dropped += left.map { words[$0].text }
        words = words.indices.filter { !left.contains($0) }.map { words[$0] }
    }

    /// The last word without which some document has all others.
    private func superfluous(_ required: [Int]) -> Int? {
        let hasTypos = words.contains { $0.edits > 0 }
        return required.last { index in
            guard words[index].phrase == nil else { return false }
            var match = self
            match.words[index].isOptional = true
            return !match.find(words.count, hasTypos: hasTypos).isEmpty
        }
    }

    /// The documents that match the first `count` words, with typos when there are few without.
    private mutating func find(_ count: Int) -> [Int: [ModelMatcher.Places]] {
        let found = find(count, hasTypos: false)
        guard found.count < Self.typoThreshold, words.prefix(count).contains(where: { $0.edits > 0 }) else {
            return found
        }
        return find(count, hasTypos: true)
    }

    /// The documents that match all words when each may be the beginning of another.
    private mutating func findShort() -> [Int: [ModelMatcher.Places]] {
        let typed = words
        words = words.map(\.short)
        let found = find(words.count, hasTypos: words.contains { $0.edits > 0 })
        if found.isEmpty { words = typed }
        return found
    }

    private mutating func find(_ count: Int, hasTypos: Bool) -> [Int: [ModelMatcher.Places]] {
        let matcher = ModelMatcher(words, count: count, alternatives, hasTypos: hasTypos, vocabulary)
        self.matcher = matcher
        let phrases = Dictionary(grouping: matcher.words.filter { $0.phrase != nil }) { $0.phrase }
            .values.map { $0.map(\.text) }
        var found: [Int: [ModelMatcher.Places]] = [:]
        for (index, values) in values.enumerated() {
            guard !excluded.contains(where: { words in values.contains { $0.has(words) } }),
                phrases.allSatisfy({ words in values.contains { $0.has(words) } })
            else { continue }
            let places = matcher.places(in: values)
            let isMatch = zip(matcher.words, places).allSatisfy { $0.isOptional || !$1.places.isEmpty }
            if isMatch { found[index] = places }
        }
        return found
    }
}
