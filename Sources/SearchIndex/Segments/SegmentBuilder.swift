/// Collects documents and makes a segment of them.
///
/// Cost: a few microseconds a document, most of it cutting and numbering words. A document that comes twice must be
/// sorted out by the caller.
struct SegmentBuilder {
    private let schema: SearchSchema
    private let tokenizer: Tokenizer
    private let values: FacetValues

    private var interner = TermInterner()
    private let tokens = GrowingBuffer<UInt32>()
    private let tokenStarts = GrowingBuffer<UInt32>(first: 0)
    private let keys = GrowingBuffer<Int64>()
    private let positions = GrowingBuffer<Int64>()
    private let numbers: [GrowingBuffer<Double>]
    private let facetStarts: [GrowingBuffer<UInt32>]
    private let facetValues: [GrowingBuffer<UInt32>]
    /// UTF-8, one after the other.
    private let titles = GrowingBuffer<UInt8>()
    private let titleStarts = GrowingBuffer<UInt32>(first: 0)
    private var list = TokenList()
    /// Where many documents come, names come again and again; each is cut into words once.
    private var names: KnownNames?
    /// Of the document that is added, by its values: the number and the version; nil for those that are not counted.
    private var found: [FacetField.Found?] = []

    /// - Parameter isLoad: Whether a whole catalog is to be expected.
    init(schema: SearchSchema, tokenizer: Tokenizer, values: FacetValues, isLoad: Bool) {
        names = isLoad ? KnownNames(facetCount: schema.facets.count) : nil
        self.schema = schema
        self.tokenizer = tokenizer
        self.values = values
        numbers = schema.numbers.indices.map { _ in GrowingBuffer() }
        facetStarts = schema.facets.indices.map { _ in GrowingBuffer(first: 0) }
        facetValues = schema.facets.indices.map { _ in GrowingBuffer() }
    }

    var documentCount: Int { keys.count }

    /// Whether another document could overflow what a ``TokenCode`` or 32 bits number.
    var isFull: Bool {
        interner.count > TokenCode.maximumTerms - 1 << 16 || tokens.count > Int(UInt32.max) - 1 << 20
    }

    mutating func add(_ document: SearchDocument) {
        count(document)
        names?.fetch(found, of: document)
        document.withBytes { bytes in
            for field in schema.texts.indices {
                for (index, value) in document.values.enumerated() where Int(value.text) == field {
                    add(value, index, bytes, field: field)
                }
            }
        }
        for index in schema.numbers.indices {
            numbers[index].append(document.number(at: index) ?? .nan)
        }
        var title = document.title
        title.withUTF8 { titles.append(contentsOf: $0) }
        finishDocument(key: document.key.packed, position: document.position)
    }

    /// Takes what the document is counted by.
    private mutating func count(_ document: SearchDocument) {
        found.removeAll(keepingCapacity: true)
        values.number(document, into: &found)
        for (value, found) in zip(document.values, found) {
            if let found { facetValues[Int(value.facet)].append(found.number) }
        }
        for field in schema.facets.indices {
            removeDuplicates(field: field)
        }
    }

    private mutating func add(
        _ value: SearchDocument.Value,
        _ index: Int,
        _ bytes: SearchDocumentBytes,
        field: Int
    ) {
        let text = bytes.label(of: value)
        guard names != nil, let found = found[index] else { return cut(text, field: field) }
        let bits = TokenCode.bits(field: field)
        if names?.append(index, to: tokens, adding: bits) ?? false { return }
        let start = tokens.count
        cut(text, field: field)
        names?.learn(found, facet: Int(value.facet), tokens[start..<tokens.count], without: bits)
    }

    private mutating func cut(_ text: UnsafeBufferPointer<UInt8>, field: Int) {
        list.removeAll()
        tokenizer.tokenize(text, for: .document, into: &list)
        list.bytes.withUnsafeBufferPointer { bytes in
            for (index, token) in list.tokens.enumerated() {
                let word = UnsafeBufferPointer(rebasing: bytes[token.start..<(token.start + token.length)])
                let term = interner.number(of: word)
                tokens.append(TokenCode.make(term: term, field: field, isStart: index == 0, token: token))
            }
        }
    }

    /// Ends a document's values of a facet; each counts once.
    private func removeDuplicates(field: Int) {
        let (values, starts) = (facetValues[field], facetStarts[field])
        let start = Int(starts[starts.count - 1])
        if values.count - start > 1 {
            var kept = start
            for index in start..<values.count where !values[start..<kept].contains(values[index]) {
                values[kept] = values[index]
                kept += 1
            }
            values.removeAll(after: kept)
        }
        starts.append(UInt32(values.count))
    }

    /// Copies a document of another segment of the same index.
    mutating func add(_ document: Int, of segment: Segment) {
        for index in Int(segment.tokenStarts[document])..<Int(segment.tokenStarts[document + 1]) {
            let code = segment.tokens[index]
            let term = interner.number(of: segment.terms.word(TokenCode.term(code)))
            tokens.append(code & ~TokenCode.termMask | term)
        }
        for field in schema.facets.indices {
            segment.facets[field].forEachValue(of: document) { facetValues[field].append(UInt32($0)) }
            facetStarts[field].append(UInt32(facetValues[field].count))
        }
        for index in schema.numbers.indices { numbers[index].append(segment.numbers[index][document]) }
        titles.append(contentsOf: segment.titles.utf8(of: document))
        finishDocument(key: segment.keys[document], position: segment.positions[document])
    }

    private func finishDocument(key: Int64, position: Int64) {
        tokenStarts.append(UInt32(tokens.count))
        keys.append(key)
        positions.append(position)
        titleStarts.append(UInt32(titles.count))
    }

    /// The segment of all that was added.
    consuming func build() -> Segment {
        let own = self
        let isLarge = keys.count > 100_000
        let (order, (termOrder, terms)) = inTurnOrAtOnce(isLarge: isLarge) {
            own.bestFirst()
        } and: {
            let termOrder = own.interner.sortedNumbers()
            return (termOrder, TermDictionary(interner: own.interner, order: termOrder))
        }
        let (newTokens, newStarts) = renumberedTokens(
            order: order,
            termOrder: termOrder,
            stopTerms: Set(tokenizer.stopWords(of: schema).compactMap(terms.number(of:)))
        )
        let kinds = schema.kinds
        // About the same work on both sides.
        let (words, titles) = inTurnOrAtOnce(isLarge: isLarge) {
            (
                documents: TermDocuments(
                    tokens: newTokens,
                    starts: newStarts,
                    termCount: terms.count,
                    kinds: kinds
                ),
                facets: own.schema.facets.indices.map { own.facetColumn($0, order: order) },
                numbers: own.numbers.map { column in NumberColumn(order.map { column[$0] }) }
            )
        } and: {
            (
                column: own.titleColumn(order: order),
                shapes: TitleShapes(tokens: newTokens, starts: newStarts, kinds: kinds)
            )
        }
        return Segment(
            terms: terms,
            documents: words.documents,
            shapes: titles.shapes,
            tokens: newTokens,
            tokenStarts: newStarts,
            keys: Buffer(order.map { own.keys[$0] }),
            positions: Buffer(order.map { own.positions[$0] }),
            numbers: words.numbers,
            facets: words.facets,
            titles: titles.column
        )
    }

    private func bestFirst() -> [Int] {
        func value(_ index: Int, of document: Int) -> Double {
            index < schema.rank.count ? RankKey.orderable(numbers[schema.rank[index]][document]) : 0
        }
        var ranked = (0..<keys.count).map { document in
            let key = RankKey(
                first: value(0, of: document),
                second: value(1, of: document),
                third: value(2, of: document),
                key: keys[document]
            )
            return (key: key, document: document)
        }
        ranked.sort { $0.key.precedes($1.key) }
        return ranked.map(\.document)
    }

    private func renumberedTokens(
        order: [Int],
        termOrder: [UInt32],
        stopTerms: Set<Int>
    ) -> (tokens: Buffer<UInt32>, starts: Buffer<UInt32>) {
        var places = [UInt32](repeating: 0, count: termOrder.count)
        for (place, number) in termOrder.enumerated() {
            places[Int(number)] = UInt32(place) | (stopTerms.contains(place) ? TokenCode.stop : 0)
        }
        let result = Buffer<UInt32>(count: tokens.count, filledWith: 0)
        let starts = Buffer<UInt32>(count: order.count + 1, filledWith: 0)
        var next = 0
        for (document, old) in order.enumerated() {
            for index in Int(tokenStarts[old])..<Int(tokenStarts[old + 1]) {
                let code = tokens[index]
                result[next] = code & ~(TokenCode.termMask | TokenCode.stop) | places[TokenCode.term(code)]
                next += 1
            }
            starts[document + 1] = UInt32(next)
        }
        return (result, starts)
    }

    private func facetColumn(_ field: Int, order: [Int]) -> FacetColumn {
        let (starts, values) = Self.inOrder(order, starts: facetStarts[field], values: facetValues[field])
        return FacetColumn(starts: starts, values: values)
    }

    private func titleColumn(order: [Int]) -> TitleColumn {
        let (starts, bytes) = Self.inOrder(order, starts: titleStarts, values: titles)
        return TitleColumn(starts: starts, bytes: bytes, tokenizer: tokenizer)
    }

    /// What documents have, by the documents' new numbers.
    private static func inOrder<Value>(
        _ order: [Int],
        starts: GrowingBuffer<UInt32>,
        values: GrowingBuffer<Value>
    ) -> (starts: Buffer<UInt32>, values: Buffer<Value>) {
        let newStarts = Buffer<UInt32>(count: order.count + 1, filledWith: 0)
        let newValues = Buffer<Value>(count: values.count)
        var end = 0
        for (document, old) in order.enumerated() {
            let own = values[Int(starts[old])..<Int(starts[old + 1])]
            newValues.copy(own, to: end)
            end += own.count
            newStarts[document + 1] = UInt32(end)
        }
        return (newStarts, newValues)
    }
}
