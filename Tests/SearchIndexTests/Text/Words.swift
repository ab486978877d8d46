@testable import SearchIndex

/// The words that a text is cut into, variants in parentheses behind the word whose place they share.
func words(_ text: String, for purpose: Tokenizer.Purpose = .document) -> String {
    var list = TokenList()
    Tokenizer(articles: SearchSchema(texts: []).articles).tokenize(text, for: purpose, into: &list)
    return list.tokens.map { $0.isVariant ? "(\(list.string(of: $0)))" : list.string(of: $0) }
        .joined(separator: " ")
}
