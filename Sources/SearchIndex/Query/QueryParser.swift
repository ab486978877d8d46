/// Takes a query apart. Every text is a valid query.
///
/// - `"quoted words"` must stand together, in this order; an open quotation mark reaches to the end.
/// - `-word` and `-"quoted words"` must not be found.
/// - All else is words. The last one is unfinished, unless a blank or punctuation follows.
struct QueryParser: Sendable {
    /// More words are left out.
    static let maximumWords = 16
    /// More exclusions are left out.
    static let maximumExclusions = 16
    /// Longer queries are cut. In bytes of UTF-8.
    static let maximumLength = 1024

    let tokenizer: Tokenizer
    private let stopWords: Set<[UInt8]>
    private let synonyms: [[[UInt8]]: [[[UInt8]]]]

    init(schema: SearchSchema, tokenizer: Tokenizer) {
        self.tokenizer = tokenizer
        stopWords = tokenizer.stopWords(of: schema)
        var synonyms: [[[UInt8]]: [[[UInt8]]]] = [:]
        for (key, targets) in schema.synonyms {
            synonyms[Self.words(of: key, tokenizer), default: []] += targets.map {
                Self.words(of: $0, tokenizer)
            }
            .filter { !$0.isEmpty }
        }
        self.synonyms = synonyms
    }

    private static func words(of text: String, _ tokenizer: Tokenizer) -> [[UInt8]] {
        var list = TokenList()
        tokenizer.tokenize(text, for: .query, into: &list)
        return list.tokens.map { Array(list.bytes(of: $0)) }
    }

    /// Whether a folded word says little of a document.
    func isStopWord(_ word: [UInt8]) -> Bool { stopWords.contains(word) || tokenizer.articles.contains(word) }

    func parse(_ text: String) -> ParsedQuery {
        var query = ParsedQuery()
        let isTooLong = text.utf8.count > Self.maximumLength
        let text = isTooLong ? String(decoding: text.utf8.prefix(Self.maximumLength), as: UTF8.self) : text
        var phrases = 0
        for piece in Self.pieces(of: text) {
            var list = TokenList()
            tokenizer.tokenize(piece.text, for: .query, into: &list)
            guard !list.tokens.isEmpty else { continue }
            if piece.isExcluded {
                if query.excluded.count < Self.maximumExclusions {
                    query.excluded.append(list.tokens.map { Array(list.bytes(of: $0)) })
                }
                continue
            }
            if piece.isQuoted { phrases += 1 }
            for (index, token) in list.tokens.enumerated() {
                var word = QueryWord(bytes: Array(list.bytes(of: token)))
                let isLast = index == list.tokens.count - 1
                if piece.isQuoted {
                    word.phrase = phrases
                } else {
                    word.isPrefix =
                        isLast && piece.isAtEnd && token.source.upperBound == piece.text.utf8.count
                    word.isNumber = Self.isNumber(word.bytes, token)
                    let isFuzzy = !word.isNumber && !token.isIdeographic
                    word.edits = isFuzzy ? QueryWord.edits(length: word.length) : 0
                    if token.isIdeographic, token.source.upperBound == piece.text.utf8.count {
                        word.isPrefix = true
                    }
                }
                query.words.append(word)
            }
        }
        if query.words.count > 1, query.words[0].phrase == nil {
            query.words[0].isArticle = tokenizer.articles.contains(query.words[0].bytes)
        }
        query.isCut = isTooLong || query.words.count > Self.maximumWords
        if query.words.count > Self.maximumWords { query.words.removeSubrange(Self.maximumWords...) }
        markStopWords(in: &query)
        addAlternatives(to: &query)
        return query
    }

    /// The query without some of its words.
    func leavingOut(_ indices: [Int], of query: ParsedQuery) -> ParsedQuery {
        var rest = query
        rest.words = query.words.indices.filter { !indices.contains($0) }.map { query.words[$0] }
        addAlternatives(to: &rest)
        return rest
    }

    /// Whether a word has a digit that cannot be a slip among letters: those of `1917` and `T2`, not that of `se7en`.
    private static func isNumber(_ word: [UInt8], _ token: Token) -> Bool {
        guard token.hasDigit else { return false }
        guard let first = word.first, let last = word.last, first >= 97, last >= 97 else { return true }
        return word.count { $0 < 97 } > 1 || word.contains { $0 >= 0x80 }
    }

    private func markStopWords(in query: inout ParsedQuery) {
        func isStop(_ word: QueryWord) -> Bool {
            !word.isPrefix && word.phrase == nil && (word.isArticle || stopWords.contains(word.bytes))
        }
        guard query.words.contains(where: { !isStop($0) }) else { return }
        for index in query.words.indices where isStop(query.words[index]) {
            query.words[index].isOptional = true
            query.words[index].edits = 0
        }
    }

    private func addAlternatives(to query: inout ParsedQuery) {
        let words = query.words
        var alternatives: [Alternative] = []
        func add(
            _ terms: [[UInt8]],
            for words: Range<Int>,
            isPrefix: Bool = false,
            _ grade: Grade = .equivalent
        ) {
            alternatives.append(Alternative(words: words, terms: terms, isPrefix: isPrefix, grade: grade))
        }
        for index in words.indices where words[index].phrase == nil {
            let word = words[index]
            let one = index..<(index + 1)
            for spelling in Self.otherSpellings(of: word.bytes, isFirst: index == 0) {
                add([spelling], for: one)
            }
            if let pair = NumberWords.pair(of: word.bytes) { add(pair, for: one) }
            for form in Self.otherNumbers(of: word.bytes) { add([form], for: one, .inflected) }
            if let end = Self.endOfInitials(words, from: index) {
                add([Array(words[index..<end].map(\.bytes).joined())], for: index..<end)
            }
            if index + 1 < words.count, words[index + 1].phrase == nil {
                let (two, next) = (index..<(index + 2), words[index + 1])
                add([word.bytes + next.bytes], for: two, isPrefix: next.isPrefix)
                if let number = NumberWords.number(of: [word.bytes, next.bytes]) { add([number], for: two) }
            }
            for length in 1...3 where index + length <= words.count {
                let run = words[index..<(index + length)]
                guard run.allSatisfy({ $0.phrase == nil }), let targets = synonyms[run.map(\.bytes)] else {
                    continue
                }
                for target in targets { add(target, for: index..<(index + length)) }
            }
        }
        query.alternatives = alternatives
    }

    /// Where a run of three or more single letters ends that begins here: `m a s h`.
    private static func endOfInitials(_ words: [QueryWord], from start: Int) -> Int? {
        func isInitial(_ word: QueryWord) -> Bool { word.phrase == nil && word.bytes.count == 1 }
        guard isInitial(words[start]), start == 0 || !isInitial(words[start - 1]) else { return nil }
        let end = words[start...].firstIndex { !isInitial($0) } ?? words.count
        return end - start >= 3 ? end : nil
    }

    /// Other ways to write a number, II is 2 and two, twelve is 12, and the years of a decade.
    private static func otherSpellings(of word: [UInt8], isFirst: Bool) -> [[UInt8]] {
        if !isFirst, word.count > 1, let number = RomanNumeral.value(of: word[...]) {
            let digits = Array(String(number).utf8)
            return [digits] + NumberWords.otherSpellings(of: digits)
        }
        return NumberWords.otherSpellings(of: word) + DecadeWords.years(of: word)
    }

    /// The plural of a singular and the other way round, as far as English endings tell, and for words that have no such
    /// ending.
    static func otherNumbers(of word: [UInt8]) -> [[UInt8]] {
        if let other = irregularNumbers[word] { return [other] }
        guard word.count >= 3, word.allSatisfy({ $0 >= 97 && $0 <= 122 }) else { return [] }
        let s = UInt8(ascii: "s")
        let e = UInt8(ascii: "e")
        let y = UInt8(ascii: "y")
        let i = UInt8(ascii: "i")
        // Witches and foxes, but not bates for bat.
        func hisses(_ stem: ArraySlice<UInt8>) -> Bool {
            guard let last = stem.last, stem.count >= 2 else { return false }
            return "sxzo".utf8.contains(last) || stem.suffix(2) == [99, 104] || stem.suffix(2) == [115, 104]
        }
        guard word.last == s, word.count >= 4 else {
            var forms = [word + [s]]
            if hisses(word[...]) { forms.append(word + [e, s]) }
            if word.last == y { forms.append(word.dropLast() + [i, e, s]) }
            return forms
        }
        var forms = [Array(word.dropLast())]
        if word.suffix(2) == [e, s], hisses(word.dropLast(2)) { forms.append(Array(word.dropLast(2))) }
        if word.suffix(3) == [i, e, s] { forms.append(word.dropLast(3) + [y]) }
        return forms
    }

    private static let irregularNumbers: [[UInt8]: [UInt8]] = {
        let pairs = [
            ("man", "men"), ("woman", "women"), ("child", "children"), ("foot", "feet"), ("tooth", "teeth"),
            ("goose", "geese"), ("mouse", "mice"), ("wife", "wives"), ("life", "lives"), ("wolf", "wolves"),
            ("knife", "knives"), ("thief", "thieves"), ("half", "halves"), ("leaf", "leaves"),
            ("person", "people"),
        ]
        return pairs.reduce(into: [:]) { numbers, pair in
            numbers[Array(pair.0.utf8)] = Array(pair.1.utf8)
            numbers[Array(pair.1.utf8)] = Array(pair.0.utf8)
        }
    }()

    private struct Piece {
        var text: String
        var isQuoted = false
        var isExcluded = false
        /// Nothing follows.
        var isAtEnd = false
    }

    private static func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var plain = ""
        var rest = text[...]
        func flush() {
            if !plain.isEmpty { pieces.append(Piece(text: plain)) }
            plain = ""
        }
        while let character = rest.first {
            let isWordStart = plain.last.map { $0.isWhitespace } ?? true
            if isQuotationMark(character) {
                flush()
                pieces.append(Piece(text: quoted(&rest), isQuoted: true))
            } else if character == "-", isWordStart, let next = rest.dropFirst().first, !next.isWhitespace {
                flush()
                rest.removeFirst()
                if isQuotationMark(next) {
                    pieces.append(Piece(text: quoted(&rest), isQuoted: true, isExcluded: true))
                } else {
                    let word = rest.prefix { !$0.isWhitespace && !isQuotationMark($0) }
                    rest.removeFirst(word.count)
                    pieces.append(Piece(text: String(word), isExcluded: true))
                }
            } else {
                plain.append(character)
                rest.removeFirst()
            }
        }
        flush()
        if let last = pieces.indices.last { pieces[last].isAtEnd = true }
        return pieces
    }

    private static func isQuotationMark(_ character: Character) -> Bool {
        character == "\"" || character == "\u{201C}" || character == "\u{201D}" || character == "\u{201E}"
    }

    /// Takes a quotation off the front, marks included.
    private static func quoted(_ rest: inout Substring) -> String {
        rest.removeFirst()
        let inside = rest.prefix { !isQuotationMark($0) }
        rest.removeFirst(inside.count)
        if !rest.isEmpty { rest.removeFirst() }
        return String(inside)
    }
}
