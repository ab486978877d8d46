/// One word of a document as 32 bits: its term's number, its text and where values begin.
///
/// A document's words lie one after the other; their places follow from the order.
enum TokenCode {
    static let termMask: UInt32 = 0x01FF_FFFF
    /// Most terms of one segment.
    static let maximumTerms = Int(termMask)
    /// Most texts of one schema.
    static let maximumFields = 8
    private static let fieldShift: UInt32 = 25
    /// First word of a value.
    static let start: UInt32 = 1 << 28
    /// At the same place as the word before.
    static let variant: UInt32 = 1 << 29
    /// A leading article.
    static let article: UInt32 = 1 << 30
    /// A stop word.
    static let stop: UInt32 = 1 << 31

    static func make(term: UInt32, field: Int, isStart: Bool, token: Token) -> UInt32 {
        var code = term | bits(field: field)
        if isStart { code |= start }
        if token.isVariant { code |= variant }
        if token.isArticle { code |= article }
        return code
    }

    /// What says that a word is of a text.
    static func bits(field: Int) -> UInt32 { UInt32(field) << fieldShift }

    /// Whether a word stands where a title begins, after its article.
    @inline(__always)
    static func beginsTitle(at index: Int, of tokens: Buffer<UInt32>, _ kinds: Buffer<TextKind>) -> Bool {
        if kinds[field(tokens[index])] == .text { return false }
        var index = index
        while tokens[index] & variant != 0 { index -= 1 }
        if tokens[index] & article != 0 { return false }
        return tokens[index] & start != 0 || startsWithArticle(before: index, tokens)
    }

    /// Whether the word before is an article that a value begins with.
    @inline(__always)
    private static func startsWithArticle(before index: Int, _ tokens: Buffer<UInt32>) -> Bool {
        var index = index - 1
        while index >= 0, tokens[index] & variant != 0 { index -= 1 }
        return index >= 0 && tokens[index] & (start | article) == start | article
    }

    @inline(__always)
    static func term(_ code: UInt32) -> Int { Int(code & termMask) }

    @inline(__always)
    static func field(_ code: UInt32) -> Int { Int(code >> fieldShift & 7) }
}
