/// Finds the beginnings of words that so many documents have that a query must not unite their lists each time.
///
/// Whoever types `s` asks for a tenth of all words. Such beginnings are few: at most some hundreds, three bits a document
/// each.
enum FrequentPrefixes {
    /// Beginnings longer than this are not looked at. In bytes.
    static let maximumLength = 4

    /// The documents that have such a beginning in the title, in other titles, and in other texts.
    struct Sets: Sendable {
        let titles: Bits
        let otherTitles: Bits
        let texts: Bits

        /// Adds all of them, or those that have it in titles only, to a set.
        func formUnion(titlesOnly: Bool, into set: Bits) {
            set.formUnion(titles)
            set.formUnion(otherTitles)
            if !titlesOnly { set.formUnion(texts) }
        }

        var byteCount: Int { titles.byteCount + otherTitles.byteCount + texts.byteCount }
    }

    static func find(terms: TermDictionary, documents: TermDocuments) -> [[UInt8]: Sets] {
        var found: [[UInt8]: Sets] = [:]
        let documentCount = documents.titles.documentCount
        let threshold = max(documentCount / 8, 1024)
        for length in 1...maximumLength {
            var place = 0
            while place < terms.count {
                let end = terms.endOfSubtree(from: place, depth: length)
                defer { place = end }
                let word = terms.word(place)
                guard word.count >= length else { continue }
                var total = 0
                for term in place..<end { total += documents.count(of: term) }
                guard total >= threshold else { continue }
                let sets = Sets(
                    titles: Bits(capacity: documentCount),
                    otherTitles: Bits(capacity: documentCount),
                    texts: Bits(capacity: documentCount)
                )
                for term in place..<end {
                    documents.titles.formUnion(of: term, into: sets.titles)
                    documents.otherTitles.formUnion(of: term, into: sets.otherTitles)
                    documents.texts.formUnion(of: term, into: sets.texts)
                }
                found[Array(word.prefix(length))] = sets
            }
        }
        return found
    }
}
