/// One query on one snapshot.
struct SearchRun {
    /// With fewer documents than this found as typed, words are matched with typos too.
    static let typoThreshold = 100

    private let index: SearchIndex
    private let snapshot: IndexSnapshot
    private let query: SearchQuery
    private var parsed: ParsedQuery
    /// Words that are left out wherever they stand in the query.
    private var leftOut: [String] = []
    /// All words together have no document, however they are read.
    private var mayDropWords = false
    private let filters: [ResolvedFilter]
    private var work: WorkLeft

    init(index: SearchIndex, snapshot: IndexSnapshot, query: SearchQuery) {
        self.index = index
        self.snapshot = snapshot
        self.query = query
        parsed = index.parser.parse(query.text)
        filters = query.filters.map { ResolvedFilter($0, values: index.values) }
        work = WorkLeft(query.bounds)
    }

    mutating func run() -> SearchAnswer {
        borrow(snapshot.segments[...], matches: [])
    }

    /// Lends a working space for each segment, then answers.
    private mutating func borrow(_ rest: ArraySlice<LiveSegment>, matches: [SegmentMatch]) -> SearchAnswer {
        guard let part = rest.first else { return answer(matches) }
        return part.segment.scratch.withScratch { scratch in
            let match = SegmentMatch(
                segment: part.segment,
                query: parsed,
                titlesOnly: query.titlesOnly,
                live: part.live,
                scratch: scratch,
                work: &work
            )
            defer { match.finish() }
            return borrow(rest.dropFirst(), matches: matches + [match])
        }
    }

    private mutating func answer(_ matches: [SegmentMatch]) -> SearchAnswer {
        var answer = SearchAnswer()
        addChains(to: matches)
        guard let words = matchWords(matches) else { return borrow(snapshot.segments[...], matches: []) }
        let matched = words.sets
        defer { for (match, sets) in zip(matches, matched) { match.scratch.reuse(sets) } }
        answer.droppedWords = leftOut + parsed.words[words.count...].map(\.string)
        let pins = pinnedPlaces(in: matched)

        // What satisfies all filters; the match without filters stays for the facets.
        let filtered = zip(matches, matched).map { match, sets -> Bits in
            if filters.isEmpty, pins.isEmpty { return sets.all }
            let set = match.scratch.copy(sets.all)
            for filter in filters { filter.restrict(set, in: match.segment, scratch: match.scratch) }
            return set
        }
        defer {
            for (match, (set, sets)) in zip(matches, zip(filtered, matched)) where set !== sets.all {
                match.scratch.reuse(set)
            }
        }
        let counts = filtered.map(\.count)
        answer.total = counts.reduce(0, +)
        countFacets(matches, matched, filtered, counts, into: &answer)
        answer.ranges = query.ranges.map { range(of: $0, matches, filtered) }

        let pinned = takePinned(pins, matches, from: filtered)
        answer.hits = Array(pinned.prefix(max(query.limit, 0)))
        rank(matches, matched, filtered, words: words.count, into: &answer)
        if answer.next == nil, pinned.count > answer.hits.count, let last = answer.hits.last {
            answer.next = SearchCursor(pinned: last.key)
        }
        answer.isPartial = work.isExhausted
        return answer
    }

    // MARK: Matching

    /// Takes words apart that no document has.
    private mutating func addChains(to matches: [SegmentMatch]) {
        for index in parsed.words.indices where parsed.words[index].phrase == nil {
            if matches.contains(where: { $0.hasMatches(of: index) }) { continue }
            for match in matches { match.addChains(of: index, work: &work) }
        }
    }

    /// The sets of the longest run of words from the first on that something matches. Nil when the query is to be read
    /// anew, with fewer words.
    private mutating func matchWords(_ matches: [SegmentMatch]) -> (count: Int, sets: [MatchedSets])? {
        var count = parsed.words.count
        while true {
            var sets = matches.map { $0.documents(words: count, hasTypos: false, work: &work) }
            if count == 0 { return (count, sets) }
            var total = sets.reduce(0) { $0 + $1.all.count }
            var hasTypos = false
            if total < Self.typoThreshold, parsed.words.prefix(count).contains(where: { $0.edits > 0 }) {
                for (index, match) in matches.enumerated() {
                    match.addTypos(work: &work)
                    match.widen(&sets[index], words: count, work: &work)
                }
                hasTypos = true
                total = sets.reduce(0) { $0 + $1.all.count }
            }
            let required = parsed.words.prefix(count).count { !$0.isOptional }
            if total == 0, required > 1, !mayDropWords {
                let left = hopelessWords(matches)
                for match in matches { match.addBeginnings(work: &work) }
                update(&sets, of: matches, words: count, hasTypos: hasTypos)
                if sets.contains(where: { !$0.all.isEmpty }) { return (count, sets) }
                for (match, sets) in zip(matches, sets) { match.scratch.reuse(sets) }
                mayDropWords = left.isEmpty
                leaveOut(left)
                return nil
            }
            if total == 0, required > 2, count == parsed.words.count,
                let word = superfluousWord(matches, hasTypos: hasTypos)
            {
                for (match, sets) in zip(matches, sets) { match.scratch.reuse(sets) }
                leaveOut([word])
                return nil
            }
            // A phrase in quotation marks is meant as it stands; the first word is never dropped.
            if total > 0 || count == 1 || parsed.words[count - 1].phrase != nil || required <= 1 {
                return (count, sets)
            }
            for (match, sets) in zip(matches, sets) { match.scratch.reuse(sets) }
            count -= 1
        }
    }

    private mutating func update(
        _ sets: inout [MatchedSets],
        of matches: [SegmentMatch],
        words: Int,
        hasTypos: Bool
    ) {
        for (match, sets) in zip(matches, sets) { match.scratch.reuse(sets) }
        sets = matches.map { $0.documents(words: words, hasTypos: hasTypos, work: &work) }
    }

    /// Words that no document has, not even with typos, while others have documents.
    private func hopelessWords(_ matches: [SegmentMatch]) -> [Int] {
        let required = parsed.words.indices.filter { !parsed.words[$0].isOptional }
        let left = required.filter { index in
            parsed.words[index].phrase == nil && !matches.contains { $0.hasMatches(of: index) }
        }
        return left.count < required.count ? left : []
    }

    /// The last word without which all others together have documents.
    private mutating func superfluousWord(_ matches: [SegmentMatch], hasTypos: Bool) -> Int? {
        for index in parsed.words.indices.reversed() {
            guard !parsed.words[index].isOptional, parsed.words[index].phrase == nil else { continue }
            for match in matches where match.hasDocuments(without: index, hasTypos: hasTypos, work: &work) {
                return index
            }
        }
        return nil
    }

    /// Reads the query anew without some words.
    private mutating func leaveOut(_ words: [Int]) {
        leftOut += words.map { parsed.words[$0].string }
        parsed = index.parser.leavingOut(words, of: parsed)
    }

    /// Where the pinned documents are; they count as matches.
    private func pinnedPlaces(in sets: [MatchedSets]) -> [(segment: Int, document: Int)] {
        var places: [(segment: Int, document: Int)] = []
        for key in query.pinned {
            guard let place = snapshot.find(key.packed) else { continue }
            sets[place.segment].all.insert(place.document)
            places.append(place)
        }
        return places
    }

    /// The pinned hits that come after the page before; the rest is ranked without any pinned document.
    private func takePinned(
        _ pins: [(segment: Int, document: Int)],
        _ matches: [SegmentMatch],
        from filtered: [Bits]
    ) -> [SearchAnswer.Hit] {
        var hits: [SearchAnswer.Hit] = []
        for pin in pins where filtered[pin.segment].contains(pin.document) {
            filtered[pin.segment].remove(pin.document)
            let segment = matches[pin.segment].segment
            hits.append(
                SearchAnswer.Hit(
                    key: SearchKey(packed: segment.keys[pin.document]),
                    segment: segment,
                    document: pin.document,
                    relevance: nil,
                    isPinned: true,
                    matchedWords: []
                )
            )
        }
        guard let after = query.after else { return hits }
        guard after.isPinned, let last = hits.firstIndex(where: { $0.key == after.key }) else { return [] }
        return Array(hits[(last + 1)...])
    }

    // MARK: Counting

    private func countFacets(
        _ matches: [SegmentMatch],
        _ matched: [MatchedSets],
        _ filtered: [Bits],
        _ counts: [Int],
        into answer: inout SearchAnswer
    ) {
        // A facet that is itself filtered shows what its other values would give.
        let filteredFacets = Set(filters.compactMap(\.onlyFacet))
        let others = query.facets.filter { $0.text == nil && !filteredFacets.contains($0.facet) }
        let whole = matches.indices.map {
            FacetCounter.Part(
                segment: matches[$0].segment,
                documents: filtered[$0],
                count: counts[$0],
                facets: others.map(\.facet)
            )
        }
        for facet in query.facets {
            let own = filteredFacets.contains(facet.facet)
            let parts =
                !own
                ? whole
                : zip(matches, matched).map { match, matched in
                    let set = match.scratch.copy(matched.all)
                    for filter in filters where filter.onlyFacet != facet.facet {
                        filter.restrict(set, in: match.segment, scratch: match.scratch)
                    }
                    return FacetCounter.Part(
                        segment: match.segment,
                        documents: set,
                        count: set.count,
                        facets: [facet.facet]
                    )
                }
            let counter = FacetCounter(values: index.values, facet: facet.facet)
            if let text = facet.text {
                var list = TokenList()
                index.tokenizer.tokenize(text, for: .query, into: &list)
                let words = list.tokens.map { Array(list.bytes(of: $0)) }
                answer.facets.append(counter.top(facet.limit, matching: words, in: parts))
            } else {
                answer.facets.append(counter.top(facet.limit, in: parts))
            }
            if own { for (match, part) in zip(matches, parts) { match.scratch.reuse(part.documents) } }
        }
    }

    private func range(
        of number: Int,
        _ matches: [SegmentMatch],
        _ filtered: [Bits]
    ) -> SearchAnswer.NumberRange? {
        var least = Double.infinity
        var greatest = -Double.infinity
        for (match, set) in zip(matches, filtered) {
            let column = match.segment.numbers[number]
            set.forEach { document in
                let value = column[document]
                // False for NaN, the absent number.
                if value < least { least = value }
                if value > greatest { greatest = value }
            }
        }
        return least <= greatest ? SearchAnswer.NumberRange(minimum: least, maximum: greatest) : nil
    }

    // MARK: Ranking

    private mutating func rank(
        _ matches: [SegmentMatch],
        _ matched: [MatchedSets],
        _ filtered: [Bits],
        words: Int,
        into answer: inout SearchAnswer
    ) {
        let wanted = max(min(query.limit, answer.total) - answer.hits.count, 0)
        var query = query
        if query.after?.isPinned == true { query.after = nil }
        // One more than wanted tells whether there is a next page.
        let order = HitOrder(query.sort, snapshot.segments, rank: index.schema.rank)
        var top = TopHits(limit: wanted + 1, order: order, after: query.after)
        let scorers = matches.map {
            Scorer(match: $0, query: parsed, words: words, schema: index.schema, titlesOnly: query.titlesOnly)
        }
        let visits = RankVisits(schema: index.schema, query: query, tokenizer: index.tokenizer)
        for index in matches.indices {
            let segment = matches[index].segment
            switch query.sort {
            case .relevance where words > 0:
                visits.byRelevance(
                    segment: segment,
                    number: index,
                    set: filtered[index],
                    steps: matched[index].steps,
                    scorer: scorers[index],
                    work: &work,
                    top: &top
                )
            case .relevance: visits.byRank(segment: segment, number: index, set: filtered[index], top: &top)
            case .number(let number, let ascending):
                visits.byNumber(
                    number,
                    ascending: ascending,
                    segment: segment,
                    number: index,
                    set: filtered[index],
                    top: &top
                )
            case .title(let ascending):
                visits.byTitle(
                    ascending: ascending,
                    segment: segment,
                    number: index,
                    set: filtered[index],
                    top: &top
                )
            }
        }
        for scorer in scorers { scorer.bound.finish() }
        finish(top, wanted: wanted, scorers: scorers, words: words, into: &answer)
    }

    private func finish(
        _ top: TopHits,
        wanted: Int,
        scorers: [Scorer],
        words: Int,
        into answer: inout SearchAnswer
    ) {
        let isRelevance = query.sort == .relevance && words > 0
        let best = top.candidates.prefix(wanted)
        for candidate in best {
            let segment = snapshot.segments[candidate.segment].segment
            let matched =
                words > 0 && query.wantsMatchedWords
                ? Set(scorers[candidate.segment].matchedTerms(of: candidate.document).joined()) : []
            answer.hits.append(
                SearchAnswer.Hit(
                    key: SearchKey(packed: segment.keys[candidate.document]),
                    segment: segment,
                    document: candidate.document,
                    relevance: isRelevance ? Relevance(packed: candidate.primary) : nil,
                    isPinned: false,
                    matchedWords: matched
                )
            )
        }
        if let first = best.first, isRelevance, query.after == nil, answer.hits.first?.isPinned != true {
            if Relevance(packed: first.primary).typos > 0 {
                let words = scorers[first.segment].corrected(for: first.document)
                answer.correction = words.joined(separator: " ")
            }
        }
        guard top.candidates.count > wanted else { return }
        if let last = best.last {
            let rank = top.order.rankKey(of: last)
            answer.next = SearchCursor(
                primary: last.primary,
                title: last.title,
                rank: [rank.first, rank.second, rank.third],
                key: SearchKey(packed: rank.key)
            )
        } else if let last = answer.hits.last {
            answer.next = SearchCursor(pinned: last.key)
        }
    }
}

extension Scratch {
    func reuse(_ sets: MatchedSets) {
        reuse(sets.all)
        for set in sets.steps { reuse(set) }
    }
}

extension SearchIndex {
    /// Answers a query on the index as it is now.
    public func search(_ query: SearchQuery) -> SearchAnswer {
        var run = SearchRun(index: self, snapshot: snapshot, query: query)
        return run.run()
    }
}
