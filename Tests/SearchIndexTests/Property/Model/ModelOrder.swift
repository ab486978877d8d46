import SearchIndex

/// All that orders one hit.
struct ModelOrderKey {
    var score: ModelScore?
    var number: Double?
    /// The words of the title without a leading article, parted by blanks.
    var title: [UInt8]
    var rank: [Double?]
    var key: SearchKey

    init(_ document: ModelDocument, score: ModelScore?, sort: SearchQuery.Sort, _ schema: SearchSchema) {
        self.score = sort == .relevance ? score : nil
        if case .number(let number, _) = sort { self.number = document.numbers[number] }
        let hasArticle = document.title.count > 1 && schema.articles.contains(document.title[0])
        title = Array(document.title.dropFirst(hasArticle ? 1 : 0).joined(separator: " ").utf8)
        rank = schema.rank.map { document.numbers[$0] }
        key = document.key
    }

    func precedes(_ other: ModelOrderKey, _ sort: SearchQuery.Sort) -> Bool {
        switch sort {
        case .relevance:
            if let score, let otherScore = other.score, score != otherScore { return score > otherScore }
        case .number(_, let ascending):
            if number != other.number {
                guard let number else { return false }
                guard let otherNumber = other.number else { return true }
                return ascending ? number < otherNumber : number > otherNumber
            }
        case .title(true):
            if title != other.title { return title.lexicographicallyPrecedes(other.title) }
        case .title(false): return other.precedes(self, .title(ascending: true))
        }
        return ranksBefore(other)
    }

    /// Larger ranks first, absent ones last, then lower keys.
    private func ranksBefore(_ other: ModelOrderKey) -> Bool {
        for (one, other) in zip(rank, other.rank) where one != other {
            guard let one else { return false }
            guard let other else { return true }
            return one > other
        }
        return key < other.key
    }
}
