/// Which documents of one segment a query's words match.
///
/// A set a word, by what the match costs; the sets of all words are then intersected. Terms are graded in the scratch
/// space on the way, which is what scoring reads.
final class SegmentMatch {
    let segment: Segment
    let scratch: Scratch
    private let query: ParsedQuery
    /// Live documents, nil when all are.
    private let live: Bits?

    /// By word: documents with the very word, with an equivalent or a longer one too, and with one typo, and with any.
    private var exact: [Bits] = []
    private var plain: [Bits] = []
    private var oneTypo: [Bits] = []
    private var fuzzy: [Bits] = []
    private var isFuzzy = false
    /// Alternatives of several terms, by word.
    private(set) var phrases: [[TermPhrase]] = []
    /// Some word stands there in another spelling.
    private(set) var hasEquivalents = false
    /// Documents with a word that must not be found.
    private var excluded: Bits?
    private var excludedPhrases: [PhraseCheck] = []
    /// By number of the phrase in quotation marks; nil when no document has its words.
    private var quoted: [Int: PhraseCheck?] = [:]

    init(segment: Segment, query: ParsedQuery, live: Bits?, scratch: Scratch, work: inout WorkLeft) {
        self.segment = segment
        self.query = query
        self.live = live
        self.scratch = scratch
        phrases = Array(repeating: [], count: query.words.count)
        for index in query.words.indices { matchPlainly(index, work: &work) }
        // Runs of terms come last: a term that begins one has its own grade by then.
        for alternative in query.alternatives where alternative.terms.count == 1 {
            match(alternative, work: &work)
        }
        for alternative in query.alternatives where alternative.terms.count > 1 {
            guard let phrase = TermPhrase(alternative, terms: segment.terms) else { continue }
            add(phrase, to: alternative.words, work: &work)
        }
        for index in query.words.indices { matchParts(of: index, work: &work) }
        exclude()
        for (number, words) in Dictionary(grouping: query.words.filter({ $0.phrase != nil }), by: \.phrase) {
            guard let number, words.count > 1 else { continue }
            quoted[number] = .some(PhraseCheck(words.map(\.bytes), in: segment, scratch: scratch))
        }
    }

    // MARK: Words

    private func matchPlainly(_ index: Int, work: inout WorkLeft) {
        let word = query.words[index]
        let exactSet = scratch.makeSet()
        if let term = segment.terms.number(of: word.bytes) {
            scratch.grade(term..<(term + 1), word: index, grade: Grade.exact.rawValue)
            unite(term..<(term + 1), into: exactSet, work: &work)
        }
        let plainSet = scratch.makeSet()
        plainSet.assign(exactSet)
        if word.isPrefix { unitePrefix(word.bytes, word: index, into: plainSet, work: &work) }
        exact.append(exactSet)
        plain.append(plainSet)
    }

    private func unitePrefix(_ prefix: [UInt8], word: Int, into set: Bits, work: inout WorkLeft) {
        let range = segment.terms.range(ofPrefix: prefix)
        scratch.grade(range, word: word, grade: Grade.extended.rawValue)
        if let bits = segment.prefixes[prefix] {
            set.formUnion(bits)
        } else {
            unite(range, into: set, work: &work)
        }
    }

    private func unite(_ range: Range<Int>, into set: Bits, work: inout WorkLeft) {
        for term in range {
            guard work.takePostings(segment.postings.count(of: term)) else { return }
            segment.postings.formUnion(of: term, into: set)
        }
    }

    private func match(_ alternative: Alternative, work: inout WorkLeft) {
        var range = 0..<0
        if let term = segment.terms.number(of: alternative.terms[0]) {
            range = term..<(term + 1)
            hasEquivalents = hasEquivalents || alternative.grade == .equivalent
            for word in alternative.words {
                scratch.grade(range, word: word, grade: alternative.grade.rawValue)
                unite(range, into: plain[word], work: &work)
            }
        }
        if alternative.isPrefix {
            range = segment.terms.range(ofPrefix: alternative.terms[0])
            for word in alternative.words {
                scratch.grade(range, word: word, grade: Grade.equivalentExtended.rawValue)
                unite(range, into: plain[word], work: &work)
            }
        }
    }

    // MARK: Words that stand apart in the catalog: spiderman for Spider-Man

    private static let maximumVerified = 20_000

    private func matchParts(of index: Int, work: inout WorkLeft) {
        let word = query.words[index]
        guard word.phrase == nil, word.bytes.count >= 3, !word.isOptional else { return }
        let parts = WordParts(word: word.bytes, isPrefix: word.isPrefix, segment: segment)
        for phrase in parts.pairs() { add(phrase, to: index..<(index + 1), work: &work) }
    }

    /// Widens a word by the documents in which more than two words stand for it: backtothefuture.
    func addChains(of index: Int, work: inout WorkLeft) {
        let word = query.words[index]
        let parts = WordParts(word: word.bytes, isPrefix: word.isPrefix, segment: segment)
        for phrase in parts.chains() { add(phrase, to: index..<(index + 1), work: &work) }
    }

    /// Whether any document that counts has the word.
    func hasMatches(of index: Int) -> Bool {
        let set = isFuzzy ? fuzzy[index] : plain[index]
        return live.map { $0.intersectionCount(set) > 0 } ?? !set.isEmpty
    }

    private func frequency(of range: Range<Int>) -> Int {
        range.reduce(0) { $0 + segment.postings.count(of: $1) }
    }

    /// Adds an alternative of several terms: finds the documents in which they stand one after the other.
    private func add(_ phrase: TermPhrase, to words: Range<Int>, work: inout WorkLeft) {
        guard let documents = documents(with: phrase, work: &work) else { return }
        hasEquivalents = true
        var phrase = phrase
        let first = phrase.terms[0].lowerBound
        for word in words {
            for document in documents { plain[word].insert(document) }
            let held = Int(scratch.masks[first] >> UInt64(word * 4) & 15)
            phrase.isFirst = held != Grade.phraseStart
            phrase.ownGrade = phrase.isFirst ? held : 0
            scratch.mark(first, word: word, grade: Grade.phraseStart)
            phrases[word].append(phrase)
        }
    }

    /// The documents with these terms one after the other; nil when there are none, or too many to look.
    private func documents(with phrase: TermPhrase, work: inout WorkLeft) -> [Int]? {
        let frequencies = phrase.terms.map(frequency(of:))
        guard let rarest = frequencies.indices.min(by: { frequencies[$0] < frequencies[$1] }),
            frequencies[rarest] > 0, frequencies[rarest] <= Self.maximumVerified,
            work.takePostings(frequencies[rarest] * 8)
        else { return nil }
        var documents: [Int] = []
        for term in phrase.terms[rarest] {
            segment.postings.forEach(in: term) {
                if phrase.occurs(in: $0, of: segment) { documents.append($0) }
            }
        }
        return documents.isEmpty ? nil : documents
    }

    // MARK: Typos

    /// Widens every word by its typos.
    func addTypos(work: inout WorkLeft) {
        guard !isFuzzy else { return }
        isFuzzy = true
        for (index, word) in query.words.enumerated() {
            let one = scratch.makeSet()
            one.assign(plain[index])
            let all = scratch.makeSet()
            all.assign(plain[index])
            oneTypo.append(one)
            fuzzy.append(all)
            guard word.edits > 0 else { continue }
            var walk = TypoWalk(
                word: word.bytes,
                edits: word.edits,
                isPrefix: word.isPrefix,
                terms: segment.terms
            )
            walk.run(maximum: work.typoRanges)
            if walk.isCut { work.exhaust() }
            for (range, grade) in walk.found {
                scratch.grade(range, word: index, grade: grade.rawValue)
                for place in phrases[index].indices {
                    phrases[index][place].improveOwnGrade(grade, of: range)
                }
                if Grade.typos(of: grade.rawValue) <= 1 {
                    unite(range, into: one, work: &work)
                } else {
                    unite(range, into: all, work: &work)
                }
            }
            all.formUnion(one)
        }
    }

    /// Widens every word by the terms that begin with it: what people call Leonardo is Leo.
    func addBeginnings(work: inout WorkLeft) {
        for (index, word) in query.words.enumerated() where word.mayBeShort {
            unitePrefix(word.bytes, word: index, into: plain[index], work: &work)
            let range = segment.terms.range(ofPrefix: word.bytes)
            for place in phrases[index].indices {
                phrases[index][place].improveOwnGrade(.extended, of: range)
            }
            guard isFuzzy else { continue }
            oneTypo[index].formUnion(plain[index])
            fuzzy[index].formUnion(plain[index])
        }
    }

    // MARK: Sets

    /// Exclusions are no matter of bounds: what is left undone must not show what is not wanted.
    private func exclude() {
        guard !query.excluded.isEmpty else { return }
        let set = scratch.makeSet()
        for words in query.excluded {
            if words.count > 1 {
                if let check = PhraseCheck(words, in: segment, scratch: scratch) {
                    excludedPhrases.append(check)
                }
            } else if let term = segment.terms.number(of: words[0]) {
                segment.postings.formUnion(of: term, into: set)
            }
        }
        excluded = set
    }

    /// Every document that matches the first `count` words, in nested sets: those that may rank highest come first.
    ///
    /// The caller gives the sets back to the scratch. Typos must have been added before.
    func documents(words count: Int, hasTypos: Bool, work: inout WorkLeft) -> MatchedSets {
        let required = (0..<count).filter { !query.words[$0].isOptional }
        let all = documents(with: required, hasTypos: hasTypos, work: &work)
        let exactSet = intersection(required, exact)
        exactSet.formIntersection(all)
        let plainSet = intersection(required, plain)
        plainSet.formIntersection(all)
        guard hasTypos else { return MatchedSets(all: all, steps: [exactSet, plainSet]) }
        // Documents in which one word has one typo, all others none.
        let near = scratch.makeSet()
        if required.count > 1 {
            for word in required {
                let set = scratch.makeSet()
                set.assign(oneTypo[word])
                for other in required where other != word { set.formIntersection(plain[other]) }
                near.formUnion(set)
                scratch.reuse(set)
            }
            near.formIntersection(all)
        } else if let word = required.first {
            near.assign(oneTypo[word])
            near.formIntersection(all)
        }
        return MatchedSets(all: all, steps: [exactSet, plainSet, near])
    }

    /// Every document that matches some words of the query and nothing that is excluded.
    private func documents(with words: [Int], hasTypos: Bool, work: inout WorkLeft) -> Bits {
        let all = intersection(words, hasTypos ? fuzzy : plain)
        if let live { all.formIntersection(live) }
        if let excluded { all.subtract(excluded) }
        for check in excludedPhrases { check.drop(from: all, scratch: scratch, work: &work) }
        for number in Set(words.compactMap { query.words[$0].phrase }) {
            guard let check = quoted[number] else { continue }
            if let check { check.keep(in: all, work: &work) } else { all.clear() }
        }
        return all
    }

    /// Whether any document matches all words but one.
    func hasDocuments(without word: Int, hasTypos: Bool, work: inout WorkLeft) -> Bool {
        let others = query.words.indices.filter { $0 != word && !query.words[$0].isOptional }
        let set = documents(with: others, hasTypos: hasTypos, work: &work)
        defer { scratch.reuse(set) }
        return !set.isEmpty
    }

    private func intersection(_ words: [Int], _ sets: [Bits]) -> Bits {
        let result = scratch.makeSet()
        guard let first = words.first else {
            result.fill()
            return result
        }
        result.assign(sets[first])
        for word in words.dropFirst() { result.formIntersection(sets[word]) }
        return result
    }

    /// Gives all sets back.
    func finish() {
        for set in exact + plain + oneTypo + fuzzy { scratch.reuse(set) }
        if let excluded { scratch.reuse(excluded) }
        for check in excludedPhrases { check.finish(scratch) }
        for case let check? in quoted.values { check.finish(scratch) }
    }
}

/// What a query matches in one segment.
struct MatchedSets {
    /// All documents that match.
    var all: Bits
    /// Growing subsets; whoever looks for the best hits visits each in turn, then the rest.
    var steps: [Bits]
}

/// Terms that stand one after the other.
struct TermPhrase {
    var terms: [Range<Int>]
    var grade: Grade
    /// Of those that begin with the same term, the first one.
    var isFirst = true
    /// What the first term is to the word by itself; 0 for nothing, or when another one says it.
    var ownGrade = 0

    init(terms: [Range<Int>], grade: Grade) {
        self.terms = terms
        self.grade = grade
    }

    /// What an alternative is in a dictionary; nil when a term of it is not there.
    init?(_ alternative: Alternative, terms dictionary: TermDictionary) {
        terms = alternative.terms.map { dictionary.number(of: $0).map { $0..<($0 + 1) } ?? 0..<0 }
        if alternative.isPrefix, let last = alternative.terms.last {
            terms[terms.count - 1] = dictionary.range(ofPrefix: last)
        }
        grade = alternative.grade
        if terms.contains(where: \.isEmpty) { return nil }
    }

    /// Whether the terms stand at an index among a segment's words and after it.
    func stands(at index: Int, in segment: Segment) -> Bool {
        terms[0].contains(TokenCode.term(segment.tokens[index]))
            && follows(index, end: segment.tokens.count, in: segment)
    }

    mutating func improveOwnGrade(_ grade: Grade, of range: Range<Int>) {
        guard isFirst, range.contains(terms[0].lowerBound) else { return }
        if ownGrade == 0 || grade.rawValue < ownGrade { ownGrade = grade.rawValue }
    }

    /// Whether the terms stand in a document one after the other, within one value.
    func occurs(in document: Int, of segment: Segment) -> Bool {
        let end = Int(segment.tokenStarts[document + 1])
        for index in Int(segment.tokenStarts[document])..<end
        where terms[0].contains(TokenCode.term(segment.tokens[index])) {
            if follows(index, end: end, in: segment) { return true }
        }
        return false
    }

    /// Whether the other terms follow the word at an index.
    func follows(_ index: Int, end: Int, in segment: Segment) -> Bool {
        walk(from: index, end: end, in: segment) { _ in }
    }

    /// The words at which the terms stand that begin at an index; nil when the others do not follow.
    func tokens(from index: Int, end: Int, in segment: Segment) -> [Int]? {
        var tokens = [index]
        return walk(from: index, end: end, in: segment) { tokens.append($0) } ? tokens : nil
    }

    @inline(__always)
    private func walk(from index: Int, end: Int, in segment: Segment, _ visit: (Int) -> Void) -> Bool {
        var index = index
        for range in terms.dropFirst() {
            index += 1
            // A variant stands at the same place; the next place begins with what is none.
            while index < end, segment.tokens[index] & TokenCode.variant != 0 { index += 1 }
            guard index < end, segment.tokens[index] & TokenCode.start == 0 else { return false }
            var found = index
            while !range.contains(TokenCode.term(segment.tokens[found])) {
                found += 1
                guard found < end, segment.tokens[found] & TokenCode.variant != 0 else { return false }
            }
            visit(found)
        }
        return true
    }
}
