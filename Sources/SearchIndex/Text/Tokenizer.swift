/// Cuts text into folded words, the same way for documents and for queries.
///
/// - Case, accents, width and ligatures are folded; apostrophes and combining marks vanish.
/// - Whatever is neither letter nor digit parts words; hyphens too, so `Spider-Man` is `spider` `man`.
/// - `&` is `and`. Dots and asterisks between single letters join them: `E.T.` is `et`, `M*A*S*H` is `mash`, and so is
///   the blank between initials: `W. C. Fields` is `wc` `fields`.
///   Commas between digits vanish: `20,000` is `20000`.
/// - Scripts without blanks are cut into overlapping pairs; a document gets the last character of a run as well, as
///   a variant, so that each single character begins some word.
/// - A Roman numeral after the first word gets its number as a variant.
struct Tokenizer: Sendable {
    /// What the text is for.
    enum Purpose { case document, query }

    /// Longer words are cut. In bytes of folded text.
    static let maximumWordLength = 48
    /// Words beyond this one are left out.
    static let maximumWords = 255

    /// Folded words that an exact title may lack in front.
    let articles: Set<[UInt8]>

    init(articles: [String]) {
        self.articles = Set(articles.map { Array($0.utf8) })
    }

    /// Appends the words of a text. Never fails: a text without words has none.
    func tokenize(_ text: String, for purpose: Purpose, into list: inout TokenList) {
        var text = text
        text.withUTF8 { tokenize($0, for: purpose, into: &list) }
    }

    /// Appends the words of a text that is given as UTF-8.
    func tokenize(_ utf8: UnsafeBufferPointer<UInt8>, for purpose: Purpose, into list: inout TokenList) {
        var cutter = WordCutter(utf8: utf8, purpose: purpose, list: list)
        list = TokenList()
        cutter.run()
        markArticle(in: &cutter.list, from: cutter.firstToken)
        list = cutter.list
    }

    /// A schema's stop words, folded.
    func stopWords(of schema: SearchSchema) -> Set<[UInt8]> {
        var list = TokenList()
        for word in schema.stopWords { tokenize(word, for: .query, into: &list) }
        return Set(list.tokens.map { Array(list.bytes(of: $0)) })
    }

    private func markArticle(in list: inout TokenList, from first: Int) {
        guard list.tokens.count > first + 1, list.tokens[first].length <= 3 else { return }
        if articles.contains(Array(list.bytes(of: list.tokens[first]))) {
            list.tokens[first].isArticle = true
        }
    }
}

extension Tokenizer {
    /// What a title stands under in an alphabetical list: its folded words without the leading article.
    func sortKey(of title: String) -> [UInt8] {
        var (title, key, words): (String, [UInt8], TokenList) = (title, [], TokenList())
        title.withUTF8 { appendSortKey(of: $0, to: &key, words: &words) }
        return key
    }

    /// Appends ``sortKey(of:)``.
    ///
    /// - Parameter words: A list that is used meanwhile.
    func appendSortKey(
        of title: UnsafeBufferPointer<UInt8>,
        to key: inout [UInt8],
        words: inout TokenList
    ) {
        words.removeAll()
        tokenize(title, for: .query, into: &words)
        let start = key.count
        for token in words.tokens where !token.isArticle {
            if key.count > start { key.append(UInt8(ascii: " ")) }
            key.append(contentsOf: words.bytes(of: token))
        }
    }
}
