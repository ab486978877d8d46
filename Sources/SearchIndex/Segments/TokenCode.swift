/// One word of a document as 32 bits: its term's number, its text and where values begin.
///
/// A document's words lie one after the other; their places follow from the order.
enum TokenCode {
    static let termMask: UInt32 = 0x01FF_FFFF
    /// Most terms of one segment.
    static let maximumTerms = Int(termMask)
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
        var code = term | UInt32(field) << fieldShift
        if isStart { code |= start }
        if token.isVariant { code |= variant }
        if token.isArticle { code |= article }
        return code
    }

    @inline(__always)
    static func term(_ code: UInt32) -> Int { Int(code & termMask) }

    @inline(__always)
    static func field(_ code: UInt32) -> Int { Int(code >> fieldShift & 7) }
}
