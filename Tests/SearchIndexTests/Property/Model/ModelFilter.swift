import SearchIndex

/// What filters say, for one document.
enum ModelFilter {
    static func holds(_ filter: SearchFilter, for document: ModelDocument) -> Bool {
        switch filter {
        case .facet(let facet, let keys): document.facets[facet].contains(where: keys.contains)
        case .number(let number, let range): document.numbers[number].map(range.contains) ?? false
        case .all(let parts): parts.allSatisfy { holds($0, for: document) }
        case .any(let parts): parts.contains { holds($0, for: document) }
        case .not(let part): !holds(part, for: document)
        }
    }

    /// The facets that a filter names; nil among them stands for a number.
    static func facets(of filter: SearchFilter) -> Set<Int?> {
        switch filter {
        case .facet(let facet, _): [facet]
        case .number: [nil]
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion(facets(of: $1)) }
        case .not(let part): facets(of: part)
        }
    }
}
