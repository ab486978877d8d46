/// Finds where the graded terms of a query stand in one document, for each word those of its best grade.
///
/// One pass over the document's words. All state is in buffers, so that a document touches neither reference counts
/// nor exclusivity checks; what a pass found stays until the next one.
final class PlaceFinder {
    /// Places that are remembered for one word of the query.
    static let maximumPlaces = 8
    /// Titles that are checked, over all texts of a document.
    static let maximumTitles = 24

    struct Place {
        var value: Int32
        var offset: Int32
        var span: Int32
        var weight: Int32
        /// Index of the first word there among all words of the segment.
        var token: Int
    }

    private let segment: Segment
    private let masks: Buffer<UInt64>
    private let graded: Bits
    private let activeMask: UInt64
    private let phrases: [[TermPhrase]]
    private let weights: Buffer<Int32>
    private let isTitle: Buffer<Bool>
    /// Texts after this one name nothing.
    private let lastTitle: Int
    private let wordCount: Int
    private let titlesOnly: Bool

    private let places: Buffer<Place>
    private let placeCounts: Buffer<Int>
    /// By word of the query: the grade of its places; 0 for a word that is not there.
    let grades: Buffer<Int>
    let titleLasts: Buffer<Int32>
    /// By title: the places of its words, and of those but stop words; one bit each.
    let titleWords: Buffer<UInt64>
    let titleNeeds: Buffer<UInt64>
    let titleHasArticle: Buffer<Bool>
    /// Titles of the document.
    private(set) var titleCount: Int {
        get { counts[0] }
        set { counts[0] = newValue }
    }
    private let counts = Buffer<Int>(count: 1, filledWith: 0)

    init(match: SegmentMatch, words wordCount: Int, schema: SearchSchema, titlesOnly: Bool) {
        segment = match.segment
        masks = match.scratch.masks
        graded = match.scratch.graded
        activeMask = wordCount >= 16 ? ~0 : (1 << UInt64(wordCount * 4)) - 1
        phrases = match.phrases
        weights = Buffer(count: 8, filledWith: 0)
        isTitle = Buffer(count: 8, filledWith: false)
        for (field, text) in schema.texts.enumerated() {
            weights[field] = Int32(text.weight)
            isTitle[field] = text.isTitle
        }
        lastTitle = schema.texts.lastIndex(where: \.isTitle) ?? -1
        self.wordCount = wordCount
        self.titlesOnly = titlesOnly
        places = Buffer(
            count: wordCount * Self.maximumPlaces,
            filledWith: Place(value: 0, offset: 0, span: 0, weight: 0, token: 0)
        )
        placeCounts = Buffer(count: wordCount, filledWith: 0)
        grades = Buffer(count: wordCount, filledWith: 0)
        titleLasts = Buffer(count: Self.maximumTitles, filledWith: 0)
        titleWords = Buffer(count: Self.maximumTitles, filledWith: 0)
        titleNeeds = Buffer(count: Self.maximumTitles, filledWith: 0)
        titleHasArticle = Buffer(count: Self.maximumTitles, filledWith: false)
    }

    /// The places of a word.
    @inline(__always)
    func places(of word: Int) -> UnsafeBufferPointer<Place> {
        UnsafeBufferPointer(start: places.base + word * Self.maximumPlaces, count: placeCounts[word])
    }

    /// Finds where the words stand.
    func find(in document: Int) {
        for word in 0..<wordCount {
            placeCounts[word] = 0
            grades[word] = 0
        }
        titleCount = 0
        let tokens = segment.tokens.base
        let end = Int(segment.tokenStarts[document + 1])
        var index = Int(segment.tokenStarts[document])
        var value: Int32 = -1
        var offset: Int32 = 0
        // Titles come first; of the other texts only the words of the query matter.
        while index < end {
            let code = tokens[index]
            let field = TokenCode.field(code)
            if field > lastTitle { break }
            Self.advance(&value, &offset, to: code)
            if isTitle[field], value < Self.maximumTitles {
                noteTitle(Int(value), offset: offset, code: code)
            }
            if isTitle[field] || !titlesOnly, graded.contains(TokenCode.term(code)) {
                add(code, at: index, end: end, value: value, offset: offset)
            }
            index += 1
        }
        if titlesOnly { return }
        while index < end {
            let code = tokens[index]
            Self.advance(&value, &offset, to: code)
            if graded.contains(TokenCode.term(code)) {
                add(code, at: index, end: end, value: value, offset: offset)
            }
            index += 1
        }
    }

    @inline(__always)
    private static func advance(_ value: inout Int32, _ offset: inout Int32, to code: UInt32) {
        if code & TokenCode.start != 0 {
            value += 1
            offset = code & TokenCode.article != 0 ? 0 : 1
        } else if code & TokenCode.variant == 0 {
            offset += 1
        }
    }

    @inline(__always)
    private func noteTitle(_ title: Int, offset: Int32, code: UInt32) {
        titleLasts[title] = offset
        if code & TokenCode.start != 0 {
            // Titles may lie between other texts, which have no words to cover.
            for skipped in titleCount..<max(title, titleCount) {
                titleLasts[skipped] = 0
                titleWords[skipped] = 0
            }
            titleHasArticle[title] = code & TokenCode.article != 0
            titleCount = title + 1
            titleWords[title] = 0
            titleNeeds[title] = 0
        }
        if code & (TokenCode.article | TokenCode.variant) == 0 {
            let bit: UInt64 = 1 << UInt64(min(offset, 63))
            titleWords[title] |= bit
            if code & TokenCode.stop == 0 { titleNeeds[title] |= bit }
        }
    }

    @inline(never)
    private func add(_ code: UInt32, at index: Int, end: Int, value: Int32, offset: Int32) {
        let term = TokenCode.term(code)
        var mask = masks[term] & activeMask
        while mask != 0 {
            let word = mask.trailingZeroBitCount / 4
            let grade = Int(mask >> UInt64(word * 4) & 15)
            mask &= ~(15 << UInt64(word * 4))
            let place = Place(
                value: value,
                offset: offset,
                span: 1,
                weight: weights[TokenCode.field(code)],
                token: index
            )
            if grade == Grade.phraseStart {
                addPhrases(of: word, at: index, end: end, place: place, term: term)
            } else {
                add(place, to: word, grade: grade)
            }
        }
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

    /// The terms, as strings, that the grades come from, by word of the query.
    func terms(in document: Int) -> [[String]] {
        find(in: document)
        var result = Array(repeating: [String](), count: wordCount)
        let end = Int(segment.tokenStarts[document + 1])
        for index in Int(segment.tokenStarts[document])..<end {
            let term = TokenCode.term(segment.tokens[index])
            let mask = masks[term] & activeMask
            if mask == 0 { continue }
            for word in 0..<wordCount where grades[word] != 0 {
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
}
