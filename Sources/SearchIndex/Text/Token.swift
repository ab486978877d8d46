/// One word of a text, folded.
struct Token: Equatable, Sendable {
    /// Where its folded bytes lie in the list's ``TokenList/bytes``.
    var start: Int
    var length: Int
    /// The bytes of the original text (UTF-8) that it was made of.
    var source: Range<Int>
    /// A leading article, which an exact title may lack.
    var isArticle = false
    /// Another spelling of the word before it, at the same place: the 2 of Rocky II.
    var isVariant = false
    /// Has a digit in it; such words are never matched with typos.
    var hasDigit = false
    /// A pair of characters of a script without blanks, or a single one.
    var isIdeographic = false
}

/// The words of one text.
struct TokenList: Sendable {
    /// Folded bytes of all words, one after the other.
    var bytes: [UInt8] = []
    var tokens: [Token] = []

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        tokens.removeAll(keepingCapacity: true)
    }

    func bytes(of token: Token) -> ArraySlice<UInt8> { bytes[token.start..<(token.start + token.length)] }

    func string(of token: Token) -> String { String(decoding: bytes(of: token), as: UTF8.self) }
}
