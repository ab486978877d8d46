/// One word that a query looks for.
struct QueryWord: Sendable {
    /// Folded, UTF-8.
    var bytes: [UInt8]
    /// The user may still be typing it: words that begin with it are found too.
    var isPrefix = false
    /// A leading article; an exact title may lack it.
    var isArticle = false
    /// Has digits that cannot be a slip.
    var isNumber = false
    /// Need not be found.
    var isOptional = false
    /// Edits that the word tolerates: 0 to 2.
    var edits = 0
    /// Number of the phrase in quotation marks that it is part of.
    var phrase: Int?

    var string: String { String(decoding: bytes, as: UTF8.self) }

    /// Length in characters.
    var length: Int { bytes.reduce(0) { $0 + ($1 & 0xC0 != 0x80 ? 1 : 0) } }

    /// Whether it may be read as the beginning of a longer word when nothing matches otherwise.
    var mayBeShort: Bool { !isPrefix && !isOptional && phrase == nil && !isNumber && length > 1 }

    /// How many edits a word tolerates: none to 3 letters, one from 4, two from 8, none beyond
    /// ``TypoWalk/maximumLength``.
    static func edits(length: Int) -> Int {
        switch length {
        case ..<4: 0
        case ..<8: 1
        case ...TypoWalk.maximumLength: 2
        default: 0
        }
    }
}

/// Other words that mean the same as some words of the query.
struct Alternative: Sendable {
    /// The words of the query that it stands for.
    var words: Range<Int>
    /// What is looked for instead, one after the other.
    var terms: [[UInt8]]
    /// The last term may go on.
    var isPrefix: Bool
    var grade: Grade
}

/// A query, taken apart.
struct ParsedQuery: Sendable {
    /// At most ``QueryParser/maximumWords``.
    var words: [QueryWord] = []
    var alternatives: [Alternative] = []
    /// What must not be found: words, or phrases of several.
    var excluded: [[[UInt8]]] = []
    /// Words beyond the limit were left out.
    var isCut = false
}
