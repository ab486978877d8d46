/// Visits the documents of a result in an order that finds the best soon, and offers them.
struct RankVisits {
    let schema: SearchSchema
    let query: SearchQuery
    let tokenizer: Tokenizer

    /// Scores documents, those that may rank highest first.
    func byRelevance(
        segment: Segment,
        number: Int,
        set: Bits,
        steps: [Bits],
        scorer: Scorer,
        work: inout WorkLeft,
        top: inout TopHits
    ) {
        let bound = scorer.bound
        for (place, documents) in steps.enumerated() {
            let step = bound.step(place)
            var (next, visited) = (0, 0)
            while let (index, members) = set.nextWord(from: next, sharedWith: documents) {
                guard work.hasTime(after: visited) else { return }
                next = index + 1
                visited += 1
                var word = members
                // What is true of one document is true of all that come after it.
                if top.isBeyond(primary: step.any, segment: number, document: index << 6) { return }
                // Asked for where documents are ruled out, and not before.
                let coverable = top.isFull ? bound.coverable(at: index) : ~0
                if top.isBeyond(primary: step.uncovered, segment: number, document: index << 6) {
                    word &= coverable
                }
                while word != 0 {
                    let bit = word.trailingZeroBitCount
                    let document = index << 6 | bit
                    word &= word &- 1
                    let mayBeWanted =
                        !top.isFull
                        || bound.allows(document, step: step, isCoverable: coverable >> UInt64(bit) & 1 != 0)
                        {
                            !top.isBeyond(primary: $0, segment: number, document: document)
                        }
                    guard mayBeWanted else { continue }
                    guard work.takeDocument() else { return }
                    guard let relevance = scorer.score(document), !top.rulesOut(primary: relevance.packed),
                        !top.isBeyond(primary: relevance.packed, segment: number, document: document)
                    else { continue }
                    top.offer(
                        candidate(relevance.packed, segment: segment, number: number, document: document)
                    )
                }
            }
            if query.titlesOnly, top.isFull { return }
        }
    }

    /// Documents are numbered by rank: the first ones are the best ones.
    func byRank(segment: Segment, number: Int, set: Bits, top: inout TopHits) {
        let start = query.after.map { firstDocument(of: segment, after: $0.rankKey) } ?? 0
        for index in (start >> 6)..<max(set.wordCount, start >> 6) {
            var word = set.words[index]
            if index == start >> 6 { word &= ~0 << UInt64(start & 63) }
            while word != 0 {
                let document = index << 6 | word.trailingZeroBitCount
                word &= word &- 1
                let isKept = top.offer(candidate(0, segment: segment, number: number, document: document))
                if !isKept, top.isFull { return }
            }
        }
    }

    private func firstDocument(of segment: Segment, after key: RankKey) -> Int {
        (0..<segment.documentCount).partitioningIndex {
            key.precedes(segment.rankKey(of: $0, rank: schema.rank))
        }
    }

    func byNumber(
        _ column: Int,
        ascending: Bool,
        segment: Segment,
        number: Int,
        set: Bits,
        top: inout TopHits
    ) {
        let values = segment.numbers[column]
        set.forEach { document in
            let primary = HitOrder.orderable(values[document], ascending: ascending)
            if top.rulesOut(primary: primary) { return }
            top.offer(candidate(primary, segment: segment, number: number, document: document))
        }
    }

    /// Goes through the titles in order until enough belong to the result.
    func byTitle(ascending: Bool, segment: Segment, number: Int, set: Bits, top: inout TopHits) {
        let order = segment.titles.order
        var place = 0
        if let after = query.after {
            let cursor = Candidate(
                primary: 0,
                title: after.title,
                rank: after.rankKey,
                segment: number,
                document: 0
            )
            place = firstPlace(of: segment, number: number, ascending: ascending, after: cursor)
        }
        while place < order.count {
            let document = Int(ascending ? order[place] : order[order.count - 1 - place])
            place += 1
            guard set.contains(document) else { continue }
            let isKept = top.offer(titled(segment: segment, number: number, document: document))
            if !isKept, top.isFull { return }
        }
    }

    private func firstPlace(of segment: Segment, number: Int, ascending: Bool, after cursor: Candidate) -> Int
    {
        let order = segment.titles.order
        let hitOrder = HitOrder(.title(ascending: ascending))
        return (0..<order.count).partitioningIndex { place in
            let document = Int(ascending ? order[place] : order[order.count - 1 - place])
            return hitOrder.precedes(cursor, titled(segment: segment, number: number, document: document))
        }
    }

    private func candidate(_ primary: UInt64, segment: Segment, number: Int, document: Int) -> Candidate {
        Candidate(
            primary: primary,
            rank: segment.rankKey(of: document, rank: schema.rank),
            segment: number,
            document: document
        )
    }

    private func titled(segment: Segment, number: Int, document: Int) -> Candidate {
        var candidate = candidate(0, segment: segment, number: number, document: document)
        candidate.title = tokenizer.sortKey(of: segment.titles[document])
        return candidate
    }
}
