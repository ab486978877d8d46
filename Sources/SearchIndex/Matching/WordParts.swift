/// Takes a word apart into terms of a segment: `spiderman` into `spider` `man`, `backtothefuture` into four.
struct WordParts {
    private static let pairLimit = 3
    /// Words that are longer are not taken apart into more than two. In bytes.
    private static let longestChain = 40
    private static let mostParts = 7
    /// Ways to reach one place in a word that are followed up.
    private static let width = 3

    let word: [UInt8]
    let isPrefix: Bool
    let segment: Segment

    // MARK: Two parts

    /// The ways to part the word in two, those of more frequent terms first.
    func pairs() -> [TermPhrase] {
        var pairs: [(frequency: Int, phrases: [TermPhrase])] = []
        for cut in 1..<word.count where isCharacterStart(cut) {
            guard let left = segment.terms.number(of: Array(word[..<cut])) else { continue }
            let phrases = endings(from: cut).map {
                TermPhrase(terms: [left..<(left + 1), $0.terms], grade: $0.grade)
            }
            guard let last = phrases.last else { continue }
            let frequencies = last.terms.map { segment.documents.count(of: $0) }
            pairs.append((min(frequencies[0], frequencies[1]), phrases))
        }
        pairs.sort { $0.frequency > $1.frequency }
        return pairs.prefix(Self.pairLimit).flatMap(\.phrases)
    }

    /// The term that is the rest of the word, and those that begin with it; the last range has most terms.
    private func endings(from cut: Int) -> [(terms: Range<Int>, grade: Grade)] {
        let rest = Array(word[cut...])
        var found: [(terms: Range<Int>, grade: Grade)] = []
        if let term = segment.terms.number(of: rest) { found.append((term..<(term + 1), .equivalent)) }
        if isPrefix, rest.count >= 2 {
            let longer = segment.terms.range(ofPrefix: rest)
            if longer.count > found.count, longer.count < 1000 { found.append((longer, .equivalentExtended)) }
        }
        return found
    }

    // MARK: More parts

    private struct Chain {
        var terms: [Range<Int>] = []
        /// Documents that the rarest term is in.
        var frequency = Int.max
    }

    /// The ways to part the word in three or more, the fewest parts first. For each number of parts, those whose rarest
    /// term is the most frequent.
    ///
    /// Cost: a look into the dictionary for each pair of places in the word, some hundreds.
    func chains() -> [TermPhrase] {
        guard word.count >= 5, word.count <= Self.longestChain else { return [] }
        // By number of parts, then by the place that they reach.
        var reached = [[[Chain]]](
            repeating: Array(repeating: [], count: word.count + 1),
            count: Self.mostParts + 1
        )
        reached[0][0] = [Chain()]
        var phrases: [TermPhrase] = []
        for start in 0..<word.count where isCharacterStart(start) {
            guard (0..<Self.mostParts).contains(where: { !reached[$0][start].isEmpty }) else { continue }
            for end in (start + 1)...word.count where end == word.count || isCharacterStart(end) {
                guard let term = segment.terms.number(of: Array(word[start..<end])) else { continue }
                extend(&reached, from: start, to: end, by: term..<(term + 1))
            }
        }
        for parts in 3...Self.mostParts {
            for chain in reached[parts][word.count] {
                phrases.append(TermPhrase(terms: chain.terms, grade: .equivalent))
            }
        }
        if isPrefix { phrases += unfinished(reached) }
        return phrases
    }

    private func extend(_ reached: inout [[[Chain]]], from start: Int, to end: Int, by range: Range<Int>) {
        let frequency = segment.documents.count(of: range)
        for parts in 0..<Self.mostParts {
            for var chain in reached[parts][start] {
                chain.terms.append(range)
                chain.frequency = min(chain.frequency, frequency)
                var held = reached[parts + 1][end]
                let place = held.firstIndex { $0.frequency < chain.frequency } ?? held.count
                guard place < Self.width else { continue }
                held.insert(chain, at: place)
                if held.count > Self.width { held.removeLast() }
                reached[parts + 1][end] = held
            }
        }
    }

    /// Chains whose last part goes on.
    private func unfinished(_ reached: [[[Chain]]]) -> [TermPhrase] {
        var phrases: [TermPhrase] = []
        for parts in 2..<Self.mostParts {
            for cut in 2..<(word.count - 1) where isCharacterStart(cut) {
                guard let chain = reached[parts][cut].first,
                    let ending = endings(from: cut).last(where: { $0.grade == .equivalentExtended })
                else { continue }
                phrases.append(TermPhrase(terms: chain.terms + [ending.terms], grade: .equivalentExtended))
            }
        }
        return phrases
    }

    private func isCharacterStart(_ index: Int) -> Bool { word[index] & 0xC0 != 0x80 }
}
