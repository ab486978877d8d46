/// A part of the index that never changes once it is built.
///
/// Documents are numbered best first by ``SearchSchema/rank``, so whoever visits them in order meets the best first.
final class Segment: Sendable {
    let documentCount: Int
    let terms: TermDictionary
    let documents: TermDocuments
    let shapes: TitleShapes
    /// All words of all documents, see ``TokenCode``.
    let tokens: Buffer<UInt32>
    /// Where each document's words begin in ``tokens``.
    let tokenStarts: Buffer<UInt32>
    /// Packed ``SearchKey`` of each document.
    let keys: Buffer<Int64>
    /// Documents in ascending order of their keys.
    let byKey: Buffer<UInt32>
    /// How new each document is.
    let positions: Buffer<Int64>
    let numbers: [NumberColumn]
    let facets: [FacetColumn]
    let facetRows: FacetRows
    let titles: TitleColumn
    let prefixes: FrequentPrefixes
    let scratch: ScratchPool

    init(
        terms: TermDictionary,
        documents: TermDocuments,
        shapes: TitleShapes,
        tokens: Buffer<UInt32>,
        tokenStarts: Buffer<UInt32>,
        keys: Buffer<Int64>,
        positions: Buffer<Int64>,
        numbers: [NumberColumn],
        facets: [FacetColumn],
        titles: TitleColumn
    ) {
        documentCount = keys.count
        self.terms = terms
        self.documents = documents
        self.tokens = tokens
        self.tokenStarts = tokenStarts
        self.keys = keys
        self.positions = positions
        self.numbers = numbers
        self.facets = facets
        self.titles = titles
        self.shapes = shapes
        let (rows, ready) = inTurnOrAtOnce(isLarge: keys.count > 100_000) {
            (
                facets: FacetRows(facets, documentCount: keys.count),
                byKey: Self.sorted(keys)
            )
        } and: {
            FrequentPrefixes(terms: terms, documents: documents)
        }
        (facetRows, byKey, prefixes) = (rows.facets, rows.byKey, ready)
        scratch = ScratchPool(documentCount: keys.count, termCount: terms.count)
    }

    private static func sorted(_ keys: Buffer<Int64>) -> Buffer<UInt32> {
        var documents = (0..<keys.count).map { (key: keys[$0], number: UInt32($0)) }
        documents.sort { $0.key < $1.key }
        return Buffer(documents.map(\.number))
    }

    /// The document with a packed key, if the segment has it.
    func document(withKey key: Int64) -> Int? {
        let place = (0..<documentCount).partitioningIndex { keys[Int(byKey[$0])] >= key }
        guard place < documentCount, keys[Int(byKey[place])] == key else { return nil }
        return Int(byKey[place])
    }

    /// Bytes that the segment takes.
    var byteCount: Int {
        var total = terms.byteCount + documents.byteCount + tokens.byteCount + tokenStarts.byteCount
        total += keys.byteCount + byKey.byteCount + positions.byteCount + titles.byteCount + shapes.byteCount
        total += facetRows.byteCount
        for column in numbers { total += column.byteCount }
        for column in facets { total += column.byteCount }
        return total + prefixes.byteCount
    }
}
