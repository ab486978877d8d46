/// Ready-made lists for beginnings of words that so many documents have that a query must not unite their lists each time.
///
/// Whoever types `s` asks for a tenth of all words. Such beginnings are few: at most some hundreds.
struct FrequentPrefixes: Sendable {
    /// Beginnings longer than this are not looked at. In bytes.
    private static let maximumLength = 4

    /// By place of the beginning: the documents that have it in the title, in other titles, and in other texts; and those of
    /// which a title begins so.
    let titles: PostingLists
    let otherTitles: PostingLists
    let texts: PostingLists
    let beginnings: PostingLists
    private var places: [Range<Int>: Int] = [:]

    init(terms: TermDictionary, documents: TermDocuments) {
        let ranges = Self.frequent(terms, documents)
        for (place, range) in ranges.enumerated() { places[range] = place }
        titles = documents.titles.united(ranges)
        otherTitles = documents.otherTitles.united(ranges)
        texts = documents.texts.united(ranges)
        beginnings = documents.beginnings.united(ranges)
    }

    /// The terms with one beginning each, for beginnings that are frequent.
    private static func frequent(_ terms: TermDictionary, _ documents: TermDocuments) -> [Range<Int>] {
        let threshold = max(documents.titles.documentCount / 12, 1024)
        var found: Set<Range<Int>> = []
        for length in 1...maximumLength {
            var place = 0
            while place < terms.count {
                let range = place..<terms.endOfSubtree(from: place, depth: length)
                place = range.upperBound
                guard range.count > 1, terms.word(range.lowerBound).count >= length else { continue }
                if documents.count(of: range) >= threshold { found.insert(range) }
            }
        }
        return found.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    }

    /// The place of the lists of all terms with one beginning; nil where the terms' own are short enough.
    subscript(terms: Range<Int>) -> Int? { terms.count > 1 ? places[terms] : nil }

    /// Adds the documents of the lists at a place, all or those that have the beginning in titles, to a set.
    func formUnion(of place: Int, titlesOnly: Bool, into set: Bits) {
        titles.formUnion(of: place, into: set)
        otherTitles.formUnion(of: place, into: set)
        if !titlesOnly { texts.formUnion(of: place, into: set) }
    }

    var isEmpty: Bool { places.isEmpty }

    /// Bytes that the lists take.
    var byteCount: Int {
        titles.byteCount + otherTitles.byteCount + texts.byteCount + beginnings.byteCount
    }
}

extension PostingLists {
    /// A list for each range, with the documents of all of its lists.
    fileprivate func united(_ ranges: [Range<Int>]) -> PostingLists {
        let starts = Buffer<UInt32>(count: ranges.count + 1, filledWith: 0)
        var documents: [UInt32] = []
        let set = Bits(capacity: documentCount)
        for (place, range) in ranges.enumerated() {
            set.clear()
            formUnion(of: range, into: set)
            set.forEach { documents.append(UInt32($0)) }
            starts[place + 1] = UInt32(documents.count)
        }
        return PostingLists(documentCount: documentCount, starts: starts, documents: Buffer(documents))
    }
}
