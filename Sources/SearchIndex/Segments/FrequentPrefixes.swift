/// Finds the beginnings of words that so many documents have that a query must not unite their lists each time.
///
/// Whoever types `s` asks for a tenth of all words. Such beginnings are few: at most some hundreds, one bit a document
/// each.
enum FrequentPrefixes {
    /// Beginnings longer than this are not looked at. In bytes.
    static let maximumLength = 4

    static func find(terms: TermDictionary, postings: PostingLists) -> [[UInt8]: Bits] {
        var found: [[UInt8]: Bits] = [:]
        let threshold = max(postings.documentCount / 8, 1024)
        for length in 1...maximumLength {
            var place = 0
            while place < terms.count {
                let end = terms.endOfSubtree(from: place, depth: length)
                defer { place = end }
                let word = terms.word(place)
                guard word.count >= length else { continue }
                var total = 0
                for term in place..<end { total += postings.count(of: term) }
                guard total >= threshold else { continue }
                let bits = Bits(capacity: postings.documentCount)
                for term in place..<end { postings.formUnion(of: term, into: bits) }
                found[Array(word.prefix(length))] = bits
            }
        }
        return found
    }
}
