import SearchIndex

/// A query as what it is made of, so that nothing has to be parsed.
struct ModelQuery: Sendable {
    enum Part: Sendable {
        case word(String)
        case phrase([String])
        case excluded([String])
    }

    var parts: [Part] = []
    /// A blank follows the last word, so it is finished.
    var isFinished = false

    /// What a user types.
    var text: String {
        let parts = parts.map { part in
            switch part {
            case .word(let word): word
            case .phrase(let words): "\"\(words.joined(separator: " "))\""
            case .excluded(let words):
                words.count == 1 ? "-\(words[0])" : "-\"\(words.joined(separator: " "))\""
            }
        }
        return parts.joined(separator: " ") + (isFinished ? " " : "")
    }

    var excluded: [[String]] {
        Array(parts.compactMap { if case .excluded(let words) = $0 { words } else { nil } }.prefix(16))
    }

    /// All words to look for, at most 16.
    func words(_ schema: SearchSchema) -> [ModelWord] {
        var words: [ModelWord] = []
        for (place, part) in parts.enumerated() {
            switch part {
            case .word(let text):
                var word = ModelWord(text: text)
                word.isPrefix = place == parts.count - 1 && !isFinished
                word.edits = ModelWord.edits(of: text)
                words.append(word)
            case .phrase(let texts): words += texts.map { ModelWord(text: $0, phrase: place) }
            case .excluded: break
            }
        }
        if words.count > 1, words[0].phrase == nil, schema.articles.contains(words[0].text) {
            words[0].isArticle = true
        }
        words = Array(words.prefix(16))
        func isStop(_ word: ModelWord) -> Bool {
            guard !word.isPrefix, word.phrase == nil else { return false }
            return word.isArticle || schema.stopWords.contains(word.text)
        }
        guard words.contains(where: { !isStop($0) }) else { return words }
        return words.map { word in
            var word = word
            if isStop(word) {
                word.isOptional = true
                word.edits = 0
            }
            return word
        }
    }
}

/// A word that a query looks for.
struct ModelWord: Sendable {
    var text: String
    var isPrefix = false
    var isOptional = false
    var isArticle = false
    var edits = 0
    /// Other words that begin with it are found too, but not those with typos.
    var isShort = false
    /// Words of one phrase in quotation marks have the same number.
    var phrase: Int?

    /// Whether it may be read as short for another one when nothing has all words.
    var mayBeShort: Bool {
        !isPrefix && !isOptional && phrase == nil && !ModelNumbers.isNumber(text)
            && text.unicodeScalars.count > 1
    }

    /// The word read so, if it may be.
    var short: ModelWord {
        var word = self
        word.isShort = mayBeShort
        return word
    }

    static func edits(of word: String) -> Int {
        if ModelNumbers.isNumber(word) { return 0 }
        switch word.unicodeScalars.count {
        case ...3: return 0
        case 4...7: return 1
        case 8...40: return 2
        default: return 0
        }
    }
}
