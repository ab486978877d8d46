/// Finds in a text the words that a hit was found by.
public struct Highlighter: Sendable {
    private let words: Set<String>
    private let tokenizer: Tokenizer

    /// - Parameter words: ``SearchAnswer/Hit/matchedWords``.
    public init(_ words: Set<String>, schema: SearchSchema) {
        self.words = words
        tokenizer = Tokenizer(articles: schema.articles)
    }

    /// Where the words stand, as ranges of UTF-16 units, ascending and apart: what string functions of JavaScript count.
    public func ranges(in text: String) -> [Range<Int>] {
        guard !words.isEmpty else { return [] }
        var list = TokenList()
        tokenizer.tokenize(text, for: .document, into: &list)
        var ranges: [Range<Int>] = []
        var offset = (utf8: 0, utf16: 0)
        let utf8 = text.utf8
        func utf16(_ place: Int) -> Int {
            if place < offset.utf8 { offset = (0, 0) }
            let from = utf8.index(utf8.startIndex, offsetBy: offset.utf8)
            let to = utf8.index(from, offsetBy: place - offset.utf8)
            offset = (place, offset.utf16 + text.utf16.distance(from: from, to: to))
            return offset.utf16
        }
        for token in list.tokens where words.contains(list.string(of: token)) {
            let range = utf16(token.source.lowerBound)..<utf16(token.source.upperBound)
            if let last = ranges.last, last.upperBound > range.lowerBound {
                // Pairs of characters overlap.
                ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                ranges.append(range)
            }
        }
        return ranges
    }
}
