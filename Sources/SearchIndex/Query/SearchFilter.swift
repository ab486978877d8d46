/// What documents must satisfy, whatever the text of a query says.
///
/// Facets and numbers are named by their places in the ``SearchSchema``.
public indirect enum SearchFilter: Hashable, Sendable {
    /// Has at least one of the values. Keys that no document has match nothing.
    case facet(Int, anyOf: [String])
    /// Has a number in the range, bounds included. A document without the number is outside of every range.
    case number(Int, ClosedRange<Double>)
    case all([SearchFilter])
    case any([SearchFilter])
    case not(SearchFilter)

    /// The facet that all parts are about, if it is one: its counts ignore the filter, so that a user sees what
    /// another choice would give.
    var onlyFacet: Int? {
        switch self {
        case .facet(let facet, _): return facet
        case .number: return nil
        case .not(let part): return part.onlyFacet
        case .all(let parts), .any(let parts):
            guard let facet = parts.first?.onlyFacet, parts.allSatisfy({ $0.onlyFacet == facet }) else {
                return nil
            }
            return facet
        }
    }

    /// The parts of a filter that all must hold.
    public var conjuncts: [SearchFilter] {
        if case .all(let parts) = self { return parts.flatMap(\.conjuncts) }
        return [self]
    }
}

extension SearchFilter: CustomStringConvertible {
    /// The same text for equal filters and another one for others.
    public var description: String {
        switch self {
        // With its length, a key cannot be taken for two.
        case .facet(let facet, let keys):
            "facet \(facet) " + keys.map { "\($0.utf8.count):\($0)" }.joined(separator: ",")
        case .number(let number, let range): "number \(number) \(range.lowerBound)...\(range.upperBound)"
        case .all(let parts): "all(\(Self.text(of: parts)))"
        case .any(let parts): "any(\(Self.text(of: parts)))"
        case .not(let part): "not(\(part))"
        }
    }

    private static func text(of parts: [Self]) -> String { parts.map(\.description).joined(separator: "; ") }
}

/// The filters of one query, with keys resolved to the numbers of their values.
struct ResolvedFilter {
    indirect enum Node {
        case facet(Int, values: [UInt32])
        case number(Int, ClosedRange<Double>)
        case all([Node])
        case any([Node])
        case not(Node)
    }

    let node: Node
    let onlyFacet: Int?

    init(_ filter: SearchFilter, values: FacetValues) {
        node = Self.resolve(filter, values: values)
        onlyFacet = filter.onlyFacet
    }

    private static func resolve(_ filter: SearchFilter, values: FacetValues) -> Node {
        switch filter {
        case .facet(let facet, let keys):
            .facet(facet, values: keys.compactMap { values.number(ofKey: $0, field: facet) })
        case .number(let number, let range): .number(number, range)
        case .all(let parts): .all(parts.map { resolve($0, values: values) })
        case .any(let parts): .any(parts.map { resolve($0, values: values) })
        case .not(let part): .not(resolve(part, values: values))
        }
    }

    /// Drops the documents that do not satisfy the filter.
    func restrict(_ set: Bits, in segment: Segment, scratch: Scratch) {
        Self.restrict(set, to: node, in: segment, scratch: scratch)
    }

    private static func restrict(_ set: Bits, to node: Node, in segment: Segment, scratch: Scratch) {
        switch node {
        case .facet(let facet, let values):
            let column = segment.facets[facet]
            let places = values.compactMap(column.place(of:))
            if places.count == 1, let bitmap = column.postings.bitmap(of: places[0]) {
                return set.formIntersection(bitmap)
            }
            let having = scratch.makeSet()
            for place in places { column.postings.formUnion(of: place, into: having) }
            set.formIntersection(having)
            scratch.reuse(having)
        case .number(let number, let range):
            let column = segment.numbers[number]
            set.forEach { if !range.contains(column[$0]) { set.remove($0) } }
        case .all(let parts):
            for part in parts { restrict(set, to: part, in: segment, scratch: scratch) }
        case .any(let parts):
            let united = scratch.makeSet()
            for part in parts {
                let one = scratch.copy(set)
                restrict(one, to: part, in: segment, scratch: scratch)
                united.formUnion(one)
                scratch.reuse(one)
            }
            set.assign(united)
            scratch.reuse(united)
        case .not(let part):
            let without = scratch.copy(set)
            restrict(without, to: part, in: segment, scratch: scratch)
            set.subtract(without)
            scratch.reuse(without)
        }
    }
}
