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
        var waiting = WaitingDocuments(segment: segment)
        for (place, documents) in steps.enumerated() {
            let step = bound.step(place)
            /// Looks at those that wait; false when there is no more work to be done.
            func look() -> Bool {
                for place in 0..<waiting.fetchAll() {
                    let entry = waiting[place]
                    let mayBeWanted =
                        !top.isFull
                        || bound.allows(entry.document, step: step, isCoverable: entry.isCoverable) {
                            !top.isBeyond(primary: $0, segment: number, document: entry.document)
                        }
                    guard mayBeWanted else { continue }
                    guard work.takeDocument() else { return false }
                    guard let relevance = scorer.score(entry.document)?.packed,
                        !top.rulesOut(primary: relevance),
                        !top.isBeyond(primary: relevance, segment: number, document: entry.document)
                    else { continue }
                    top.offer(Candidate(primary: relevance, segment: number, document: entry.document))
                }
                return true
            }
            var (next, visited) = (0, 0)
            while let (index, members) = set.nextWord(from: next, sharedWith: documents) {
                guard work.hasTime(after: visited) else { return }
                next = index + 1
                visited += 1
                // What is true of one document is true of all that come after it.
                if top.isBeyond(primary: step.any, segment: number, document: index << 6) {
                    _ = look()
                    return
                }
                var word = members
                // Asked for where documents are ruled out, and not before.
                let coverable = top.isFull ? bound.coverable(at: index) : ~0
                if top.isBeyond(primary: step.uncovered, segment: number, document: index << 6) {
                    word &= coverable
                }
                while word != 0 {
                    let bit = word.trailingZeroBitCount
                    let document = index << 6 | bit
                    word &= word &- 1
                    let isCoverable = coverable >> UInt64(bit) & 1 != 0
                    let mayBeWanted =
                        !top.isFull
                        || bound.allowsBySets(document, step: step, isCoverable: isCoverable) {
                            !top.isBeyond(primary: $0, segment: number, document: document)
                        }
                    guard mayBeWanted else { continue }
                    waiting.add(document, isCoverable: isCoverable)
                    if waiting.isFull, !look() { return }
                }
            }
            guard look() else { return }
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
                let isKept = top.offer(Candidate(primary: 0, segment: number, document: document))
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
            top.offer(Candidate(primary: primary, segment: number, document: document))
        }
    }

    /// Goes through the titles in order until enough belong to the result.
    func byTitle(ascending: Bool, segment: Segment, number: Int, set: Bits, top: inout TopHits) {
        let order = segment.titles.order
        var place = 0
        if let after = query.after {
            let cursor = Candidate(after)
            place = (0..<order.count).partitioningIndex { place in
                let document = Int(ascending ? order[place] : order[order.count - 1 - place])
                return top.order.precedes(
                    cursor,
                    titled(segment: segment, number: number, document: document)
                )
            }
        }
        while place < order.count {
            let document = Int(ascending ? order[place] : order[order.count - 1 - place])
            place += 1
            guard set.contains(document) else { continue }
            let isKept = top.offer(titled(segment: segment, number: number, document: document))
            if !isKept, top.isFull { return }
        }
    }

    private func titled(segment: Segment, number: Int, document: Int) -> Candidate {
        var candidate = Candidate(primary: 0, segment: number, document: document)
        candidate.title = tokenizer.sortKey(of: segment.titles[document])
        return candidate
    }
}
