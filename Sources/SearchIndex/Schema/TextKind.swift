/// What a text says of its document.
enum TextKind: Sendable {
    /// The name of it: the first of the schema's titles.
    case title
    /// Another name.
    case otherTitle
    case text
}

extension SearchSchema {
    /// By text.
    var kinds: [TextKind] {
        let first = texts.firstIndex(where: \.isTitle)
        return texts.indices.map { $0 == first ? .title : texts[$0].isTitle ? .otherTitle : .text }
    }
}
