/// Scores documents of one segment against the graded terms of a query.
///
/// One pass over a document's words finds, for each word of the query, where the terms of its best grade stand; the
/// parts of ``Relevance`` follow from those places.
final class Scorer {
    /// Places that are remembered for one word of the query.
    private static let maximumPlaces = 8
    /// Titles that are checked, over all texts of a document.
    private static let maximumTitles = 24
    /// Distance of words that do not stand in one value.
    static let farthest = 8

    private struct Place {
        var value: Int32
        var offset: Int32
        var span: Int32
        var weight: Int32
        /// Index of the first word there among all words of the segment.
        var token: Int
    }

    private let segment: Segment
    private let masks: Buffer<UInt64>
    private let activeMask: UInt64
    private let words: [QueryWord]
    private let phrases: [[TermPhrase]]
    // Buffers and constants: a document's score touches neither reference counts nor exclusivity checks.
    private let weights: Buffer<Int32>
    private let isTitle: Buffer<Bool>
    /// Texts after this one name nothing.
    private let lastTitle: Int
    private let isOptional: Buffer<Bool>
    private let wordCount: Int
    private let requiredWords: Int
    private let greatestWeight: Int
    /// Longer titles are not covered by the query, even where one of its words stands for several.
    let longestTitle: Int
    private let hasEquivalents: Bool
    private let titlesOnly: Bool
    /// The last word has so few letters that it is likely to go on.
    private let endsEarly: Bool
    /// What stands for several words of the query at one place.
    private let joined: [(words: Range<Int>, phrase: TermPhrase)]
    /// The words without the leading article.
    private let chain: [Int]
    private let hasArticle: Bool

    private let places: Buffer<Place>
    private let placeCounts: Buffer<Int>
    private let grades: Buffer<Int>
    /// A query's word is long enough to say something when unfinished.
    private let isLong: Buffer<Bool>
    private let titleLasts: Buffer<Int32>
    /// By title: the places of its words, of those but stop words, and of those that the query has; one bit each.
    private let titleWords: Buffer<UInt64>
    private let titleNeeds: Buffer<UInt64>
    private let titleGets: Buffer<UInt64>
    /// By title: places that the words of the query reach over.
    private let titleReach: Buffer<Int>
    private let titleHasArticle: Buffer<Bool>
    /// One element: titles of the document.
    private let titleCount = Buffer<Int>(count: 1, filledWith: 0)

    /// Scores by the first `count` words of the query.
    init(match: SegmentMatch, query: ParsedQuery, words count: Int, schema: SearchSchema, titlesOnly: Bool) {
        segment = match.segment
        masks = match.scratch.masks
        activeMask = count >= 16 ? ~0 : (1 << UInt64(count * 4)) - 1
        words = Array(query.words.prefix(count))
        phrases = match.phrases
        weights = Buffer(count: 8, filledWith: 0)
        isTitle = Buffer(count: 8, filledWith: false)
        for (field, text) in schema.texts.enumerated() {
            weights[field] = Int32(text.weight)
            isTitle[field] = text.isTitle
        }
        lastTitle = schema.texts.lastIndex(where: \.isTitle) ?? -1
        isOptional = Buffer(words.map(\.isOptional))
        wordCount = count
        requiredWords = words.count { !$0.isOptional }
        longestTitle = (0..<count).reduce(0) { total, word in
            total + (match.phrases[word].map(\.terms.count).max() ?? 1)
        }
        greatestWeight = (schema.texts.map(\.weight).max() ?? 0) * count
        hasEquivalents = match.hasEquivalents
        self.titlesOnly = titlesOnly
        endsEarly = words.last.map { $0.length < 4 } ?? false
        joined = query.alternatives.compactMap { alternative in
            guard alternative.words.count > 1, alternative.words.upperBound <= count else { return nil }
            return TermPhrase(alternative, terms: match.segment.terms).map { (alternative.words, $0) }
        }
        hasArticle = count > 1 && query.words[0].isArticle
        chain = Array((hasArticle ? 1 : 0)..<count)
        places = Buffer(
            count: count * Self.maximumPlaces,
            filledWith: Place(value: 0, offset: 0, span: 0, weight: 0, token: 0)
        )
        placeCounts = Buffer(count: count, filledWith: 0)
        grades = Buffer(count: count, filledWith: 0)
        isLong = Buffer(words.map { $0.length > 2 })
        titleWords = Buffer(count: Self.maximumTitles, filledWith: 0)
        titleNeeds = Buffer(count: Self.maximumTitles, filledWith: 0)
        titleGets = Buffer(count: Self.maximumTitles, filledWith: 0)
        titleReach = Buffer(count: Self.maximumTitles, filledWith: 0)
        titleLasts = Buffer(count: Self.maximumTitles, filledWith: 0)
        titleHasArticle = Buffer(count: Self.maximumTitles, filledWith: false)
    }

    /// The best score that documents with at least so many typos, and no better match of their titles, can have; those
    /// of which no title begins with the query, if that match is partial.
    func bound(typos: Int, title: Relevance.TitleMatch, isExact: Bool) -> UInt64 {
        let best = Grade.exactness(of: Grade.exact.rawValue)
        let nextBest = Grade.exactness(of: (hasEquivalents ? Grade.equivalent : .extended).rawValue)
        return Relevance(
            words: requiredWords,
            typos: typos,
            title: title.rawValue,
            proximity: max(wordCount - 1, 0),
            weight: greatestWeight,
            exactness: (wordCount * best - (isExact ? 0 : best - nextBest)) << 2
        ).packed
    }

    /// How well a document fits; nil if a word that must be found is not.
    ///
    /// - Parameter isTitleNeeded: Whether a document of which no title begins with a word of the query is not wanted;
    ///   its score is nil, and its other texts are not looked at.
    func score(_ document: Int, isTitleNeeded: Bool = false) -> Relevance? {
        guard findPlaces(document, isTitleNeeded: isTitleNeeded) else { return nil }
        var matched = 0
        var typos = 0
        var exactness = 0
        for word in 0..<wordCount {
            let grade = grades[word]
            if grade == 0 {
                if !isOptional[word] { return nil }
                continue
            }
            // A word that need not be there is no better than none: The Jaws is Jaws.
            if !isOptional[word] { matched += 1 }
            typos += Grade.typos(of: grade)
            exactness += Grade.exactness(of: grade)
        }
        let title = titleMatch()
        return Relevance(
            words: matched,
            typos: typos,
            title: title >> 2,
            proximity: proximity(),
            weight: weight(),
            exactness: exactness << 2 | title & 3
        )
    }

    /// The terms, as places in the dictionary, that a document's score comes from, by word of the query.
    func matchedTerms(of document: Int) -> [[String]] {
        findPlaces(document)
        var result = Array(repeating: [String](), count: words.count)
        let end = Int(segment.tokenStarts[document + 1])
        for index in Int(segment.tokenStarts[document])..<end {
            let term = TokenCode.term(segment.tokens[index])
            let mask = masks[term] & activeMask
            if mask == 0 { continue }
            for word in words.indices where grades[word] != 0 {
                let held = Int(mask >> UInt64(word * 4) & 15)
                if held == grades[word] {
                    let string = segment.terms.string(term)
                    if !result[word].contains(string) { result[word].append(string) }
                } else if held == Grade.phraseStart {
                    for phrase in phrases[word] where phrase.terms[0].contains(term) {
                        if phrase.ownGrade == grades[word] { result[word].append(segment.terms.string(term)) }
                        guard phrase.grade.rawValue == grades[word] else { continue }
                        for token in phrase.tokens(from: index, end: end, in: segment) ?? [] {
                            result[word].append(segment.terms.string(TokenCode.term(segment.tokens[token])))
                        }
                    }
                }
            }
        }
        return result
    }

    /// The words of the query, those with typos replaced by what a document has for them.
    func corrected(for document: Int) -> [String] {
        zip(words.indices, matchedTerms(of: document)).map { word, terms in
            Grade.typos(of: grades[word]) > 0 ? terms.first ?? words[word].string : words[word].string
        }
    }

    // MARK: Places

    /// Finds where the words stand; false if it gave up because no title begins with one.
    @discardableResult
    private func findPlaces(_ document: Int, isTitleNeeded: Bool = false) -> Bool {
        for word in 0..<wordCount {
            placeCounts[word] = 0
            grades[word] = 0
        }
        titleCount[0] = 0
        var beginsTitle = !isTitleNeeded
        let tokens = segment.tokens.base
        let masks = masks.base
        let end = Int(segment.tokenStarts[document + 1])
        var value: Int32 = -1
        var offset: Int32 = 0
        for index in Int(segment.tokenStarts[document])..<end {
            let code = tokens[index]
            if code & TokenCode.start != 0 {
                value += 1
                offset = code & TokenCode.article != 0 ? 0 : 1
                if value < Self.maximumTitles {
                    titleLasts[Int(value)] = 0
                    titleWords[Int(value)] = 0
                }
            } else if code & TokenCode.variant == 0 {
                offset += 1
            }
            let field = TokenCode.field(code)
            if isTitle[field], value < Self.maximumTitles {
                titleLasts[Int(value)] = offset
                if code & TokenCode.start != 0 {
                    titleHasArticle[Int(value)] = code & TokenCode.article != 0
                    titleCount[0] = Int(value) + 1
                    titleWords[Int(value)] = 0
                    titleNeeds[Int(value)] = 0
                }
                if code & (TokenCode.article | TokenCode.variant) == 0 {
                    let bit: UInt64 = 1 << UInt64(min(offset, 63))
                    titleWords[Int(value)] |= bit
                    if code & TokenCode.stop == 0 { titleNeeds[Int(value)] |= bit }
                }
            } else if field > lastTitle {
                if !beginsTitle { return false }
                if titlesOnly { return true }
            } else if titlesOnly {
                continue
            }
            var mask = masks[TokenCode.term(code)] & activeMask
            if offset <= 1, mask != 0 || code & TokenCode.stop != 0, isTitle[field] { beginsTitle = true }
            while mask != 0 {
                let word = mask.trailingZeroBitCount / 4
                let grade = Int(mask >> UInt64(word * 4) & 15)
                mask &= ~(15 << UInt64(word * 4))
                let place = Place(
                    value: value,
                    offset: offset,
                    span: 1,
                    weight: weights[field],
                    token: index
                )
                if grade == Grade.phraseStart {
                    addPhrases(of: word, at: index, end: end, place: place, term: TokenCode.term(code))
                } else {
                    add(place, to: word, grade: grade)
                }
            }
        }
        return beginsTitle
    }

    private func addPhrases(of word: Int, at index: Int, end: Int, place: Place, term: Int) {
        for phrase in phrases[word] where phrase.terms[0].contains(term) {
            if phrase.ownGrade != 0 { add(place, to: word, grade: phrase.ownGrade) }
            if phrase.follows(index, end: end, in: segment) {
                var long = place
                long.span = Int32(phrase.terms.count)
                add(long, to: word, grade: phrase.grade.rawValue)
            }
        }
    }

    @inline(__always)
    private func add(_ place: Place, to word: Int, grade: Int) {
        let held = grades[word]
        if held == 0 || grade < held {
            grades[word] = grade
            placeCounts[word] = 0
        } else if grade > held {
            return
        }
        guard placeCounts[word] < Self.maximumPlaces else { return }
        places[word * Self.maximumPlaces + placeCounts[word]] = place
        placeCounts[word] += 1
    }

    // MARK: Parts of the score

    private func weight() -> Int {
        var total = 0
        for word in 0..<wordCount {
            var best: Int32 = 0
            for index in 0..<placeCounts[word] {
                best = max(best, places[word * Self.maximumPlaces + index].weight)
            }
            total += Int(best)
        }
        return total
    }

    private func proximity() -> Int {
        var total = 0
        var previous: Int?
        for word in 0..<wordCount {
            guard placeCounts[word] > 0 else {
                total += Self.farthest
                continue
            }
            defer { previous = word }
            guard let previous else { continue }
            var nearest = Self.farthest
            for left in 0..<placeCounts[previous] {
                let one = places[previous * Self.maximumPlaces + left]
                for right in 0..<placeCounts[word] {
                    let other = places[word * Self.maximumPlaces + right]
                    if one.value == other.value { nearest = min(nearest, Self.distance(one, other)) }
                }
            }
            total += nearest
        }
        return total
    }

    /// 1 for a word that follows at once, one more for each word between, one more when the order is the other.
    private static func distance(_ one: Place, _ other: Place) -> Int {
        if other.offset >= one.offset { return max(Int(other.offset - one.offset - one.span), 0) + 1 }
        return max(Int(one.offset - other.offset - other.span), 0) + 2
    }

    /// How much of a title the query spells, times 4, plus what ``Relevance/exactness`` says of it.
    private func titleMatch() -> Int {
        guard let first = chain.first, titleCount[0] > 0 else { return 0 }
        var best = 0
        for index in 0..<placeCounts[first] {
            let place = places[first * Self.maximumPlaces + index]
            // The article of a title counts when it is typed as a word like others, as in a phrase.
            guard place.offset == 1 || place.offset == 0 && first == 0, place.value < Self.maximumTitles,
                Int(place.value) < titleCount[0], titleLasts[Int(place.value)] > 0
            else { continue }
            best = max(best, follow(index, of: first))
        }
        return best >> 2 < 2 && coversTitle() ? 2 << 2 : best
    }

    /// How much of a title the words from the first on spell, which stands at a place that begins it.
    private func follow(_ index: Int, of first: Int) -> Int {
        let place = places[first * Self.maximumPlaces + index]
        let last = titleLasts[Int(place.value)]
        /// The places of the word at which it may stand, one bit each.
        var reached = UInt8(1) << UInt8(index)
        var isWhole = true
        var isAsTyped = true
        var isExact = true
        for word in first..<wordCount {
            if word > first { reached = placesAfter(reached, of: word - 1) }
            if reached == 0 { return 0 }
            isWhole = isWhole && Grade.isWhole(grades[word])
            isAsTyped = isAsTyped && Grade.isAsTyped(grades[word])
            isExact = isExact && grades[word] == Grade.exact.rawValue
        }
        let coversTitle = isAny(reached, of: wordCount - 1, endingAt: last + 1)
        if coversTitle, isWhole { return (isExact && isArticleSame(place) ? 4 : 3) << 2 }
        guard isAsTyped else { return coversTitle ? 2 : 0 }
        // Who has typed four letters of a word may mean just that word.
        let part = coversTitle ? 2 : 1
        return isWhole || endsEarly ? part << 2 : part
    }

    /// Whether the query has all words of some title, in any order and in the same number, but for stop words; and
    /// whatever else it has is other facts, not the first one or two letters of anything.
    private func coversTitle() -> Bool {
        for value in 0..<titleCount[0] {
            titleGets[value] = 0
            titleReach[value] = 0
        }
        for word in 0..<wordCount {
            guard Grade.isWhole(grades[word]) else {
                if isLong[word] { continue }
                return false
            }
            if grades[word] == Grade.inflected.rawValue { continue }
            var value = -1
            var reach = 0
            for index in 0..<placeCounts[word] {
                let place = places[word * Self.maximumPlaces + index]
                guard place.value < titleCount[0], place.offset + place.span < 64 else { continue }
                if Int(place.value) != value { reach = 0 }
                value = Int(place.value)
                titleGets[value] |= (1 << UInt64(place.span) - 1) << UInt64(place.offset)
                // A word counts for as many places as it reaches over at once.
                titleReach[value] += max(Int(place.span) - reach, 0)
                reach = max(reach, Int(place.span))
            }
        }
        return (0..<titleCount[0]).contains { value in
            let needs = titleNeeds[value] == 0 ? titleWords[value] : titleNeeds[value]
            return titleWords[value] != 0 && needs & ~titleGets[value] == 0
                && needs.nonzeroBitCount <= titleReach[value]
        }
    }

    private func isAny(_ reached: UInt8, of word: Int, endingAt end: Int32) -> Bool {
        for index in 0..<placeCounts[word] where reached >> UInt8(index) & 1 != 0 {
            let place = places[word * Self.maximumPlaces + index]
            if place.offset + place.span == end { return true }
        }
        return false
    }

    /// Where the next word may stand: right after, or at the same place when both words are found there joined.
    private func placesAfter(_ reached: UInt8, of word: Int) -> UInt8 {
        var result: UInt8 = 0
        for index in 0..<placeCounts[word] where reached >> UInt8(index) & 1 != 0 {
            let place = places[word * Self.maximumPlaces + index]
            for other in 0..<placeCounts[word + 1] {
                let next = places[(word + 1) * Self.maximumPlaces + other]
                guard next.value == place.value else { continue }
                if next.offset == place.offset + place.span || isJoined(place, next, word: word + 1) {
                    result |= 1 << UInt8(other)
                }
            }
        }
        return result
    }

    /// Whether one term, or one run of terms, stands for a word and for the one before.
    private func isJoined(_ before: Place, _ place: Place, word: Int) -> Bool {
        guard !joined.isEmpty, before.offset == place.offset, before.span == place.span else { return false }
        return joined.contains { words, phrase in
            guard words.contains(word), words.contains(word - 1), phrase.terms.count == Int(place.span)
            else { return false }
            return phrase.stands(at: place.token, in: segment) || phrase.stands(at: before.token, in: segment)
        }
    }

    /// Whether query and title begin with the same article, or neither with one.
    private func isArticleSame(_ place: Place) -> Bool {
        let titleHas = titleHasArticle[Int(place.value)]
        guard hasArticle else { return titleHas == (place.offset == 0) }
        guard titleHas, grades[0] == Grade.exact.rawValue else { return false }
        return (0..<placeCounts[0]).contains { places[$0].value == place.value && places[$0].offset == 0 }
    }
}
