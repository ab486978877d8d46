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

    /// By word of the query.
    private(set) var sets: [WordSets]
    private var isFuzzy = false
    private let titlesOnly: Bool
    /// Alternatives of several terms, by word.
    private(set) var phrases: [[TermPhrase]] = []
    /// Documents with a word that must not be found.
    private var excluded: Bits?
    private var excludedPhrases: [PhraseCheck] = []
    /// By number of the phrase in quotation marks; nil when no document has its words.
    private var quoted: [Int: PhraseCheck?] = [:]

    /// - Parameter titlesOnly: Whether words count only where they stand in titles.
    init(
        segment: Segment,
        query: ParsedQuery,
        titlesOnly: Bool,
        live: Bits?,
        scratch: Scratch,
        work: inout WorkLeft
    ) {
        self.segment = segment
        self.query = query
        self.live = live
        self.scratch = scratch
        self.titlesOnly = titlesOnly
        sets = query.words.map { _ in WordSets(scratch) }
        phrases = Array(repeating: [], count: query.words.count)
        for index in query.words.indices { matchPlainly(index, work: &work) }
        // Runs of terms come last: a term that begins one has its own grade by then.
        for alternative in query.alternatives where alternative.terms.count == 1 {
            match(alternative, work: &work)
        }
        for index in query.words.indices { sets[index].collectPlaces(in: sets[index].plain) }
        for alternative in query.alternatives where alternative.terms.count > 1 {
            guard let phrase = TermPhrase(alternative, terms: segment.terms) else { continue }
            add(phrase, to: alternative.words, work: &work)
        }
        for index in query.words.indices { matchParts(of: index, work: &work) }
        exclude()
        for (number, words) in Dictionary(grouping: query.words.filter({ $0.phrase != nil }), by: \.phrase) {
            guard let number, words.count > 1 else { continue }
            quoted[number] = .some(
                PhraseCheck(words.map(\.bytes), in: segment, titlesOnly: titlesOnly, scratch: scratch)
            )
        }
    }

    // MARK: Words

    private func matchPlainly(_ index: Int, work: inout WorkLeft) {
        let word = query.words[index]
        if let term = segment.terms.number(of: word.bytes) {
            scratch.grade(term..<(term + 1), word: index, grade: Grade.exact.rawValue)
            unite(term..<(term + 1), of: index, work: &work)
            sets[index].collectPlaces(in: sets[index].exact)
        } else {
            sets[index].exact.clear()
        }
        if word.isPrefix { extend(index, to: segment.terms.range(ofPrefix: word.bytes), work: &work) }
    }

    /// Adds the documents that have a longer word to where the word stands.
    private func extend(_ word: Int, to longer: Range<Int>, work: inout WorkLeft) {
        scratch.grade(longer, word: word, grade: Grade.extended.rawValue)
        unite(longer, of: word, work: &work)
    }

    /// Adds the documents that have some terms to where the word stands.
    ///
    /// The set of all of them is made of these three, block by block: to add each document to it, too, takes longer.
    private func unite(_ terms: Range<Int>, of word: Int, work: inout WorkLeft) {
        let prefixes = segment.prefixes
        if let ready = prefixes[terms] {
            prefixes.titles.formUnion(of: ready, into: sets[word].inTitle)
            prefixes.otherTitles.formUnion(of: ready, into: sets[word].inOtherTitles)
            if !titlesOnly { prefixes.texts.formUnion(of: ready, into: sets[word].inTexts) }
            return
        }
        let documents = segment.documents
        let taken = terms.lowerBound..<firstUntaken(of: terms, work: &work)
        documents.titles.formUnion(of: taken, into: sets[word].inTitle)
        documents.otherTitles.formUnion(of: taken, into: sets[word].inOtherTitles)
        if !titlesOnly { documents.texts.formUnion(of: taken, into: sets[word].inTexts) }
    }

    /// The first of some terms for whose lists no work is left.
    private func firstUntaken(of terms: Range<Int>, work: inout WorkLeft) -> Int {
        let documents = segment.documents
        if work.takePostings(documents.count(of: terms)) { return terms.upperBound }
        return terms.first { !work.takePostings(documents.count(of: $0)) } ?? terms.upperBound
    }

    /// The set of those that have another spelling or the other number of a word; nil for beginnings of such.
    private func set(of grade: Grade, word: Int) -> Bits? {
        switch grade {
        case .equivalent: set(\.equivalent, of: word)
        case .inflected: set(\.inflected, of: word)
        default: nil
        }
    }

    private func set(_ path: WritableKeyPath<WordSets, Bits?>, of word: Int) -> Bits {
        if let set = sets[word][keyPath: path] { return set }
        let set = scratch.makeSet()
        sets[word][keyPath: path] = set
        return set
    }

    private func match(_ alternative: Alternative, work: inout WorkLeft) {
        if let term = segment.terms.number(of: alternative.terms[0]) {
            for word in alternative.words {
                scratch.grade(term..<(term + 1), word: word, grade: alternative.grade.rawValue)
                unite(term..<(term + 1), of: word, work: &work)
                if let set = set(of: alternative.grade, word: word) {
                    segment.documents.formUnion(of: term, titlesOnly: titlesOnly, into: set)
                }
            }
        }
        if alternative.isPrefix {
            let range = segment.terms.range(ofPrefix: alternative.terms[0])
            for word in alternative.words {
                scratch.grade(range, word: word, grade: Grade.equivalentExtended.rawValue)
                unite(range, of: word, work: &work)
            }
        }
    }

    // MARK: Words that stand apart in the catalog: spiderman for Spider-Man

    private static let maximumVerified = 5_000

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
        let set = sets[index].all
        return live.map { $0.intersectionCount(set) > 0 } ?? !set.isEmpty
    }

    /// Adds an alternative of several terms: finds the documents in which they stand one after the other.
    private func add(_ phrase: TermPhrase, to words: Range<Int>, work: inout WorkLeft) {
        guard let documents = documents(with: phrase, work: &work) else { return }
        var phrase = phrase
        let first = phrase.terms[0].lowerBound
        for word in words {
            let spelled = set(of: phrase.grade, word: word)
            let phrased = set(\.phrased, of: word)
            for document in documents {
                sets[word].plain.insert(document)
                spelled?.insert(document)
                phrased.insert(document)
                // In which text is not asked: it may be any.
                sets[word].inTitle.insert(document)
                sets[word].inOtherTitles.insert(document)
                sets[word].inTexts.insert(document)
            }
            let held = Int(scratch.masks[first] >> UInt64(word * 4) & 15)
            phrase.isFirst = held != Grade.phraseStart
            phrase.ownGrade = phrase.isFirst ? held : 0
            scratch.mark(first, word: word, grade: Grade.phraseStart)
            phrases[word].append(phrase)
        }
    }

    /// The documents with these terms one after the other; nil when there are none, or too many to look.
    private func documents(with phrase: TermPhrase, work: inout WorkLeft) -> [Int]? {
        let frequencies = phrase.terms.map { segment.documents.count(of: $0) }
        guard let least = frequencies.min(), least > 0, least <= Self.maximumVerified,
            work.takePostings(frequencies.reduce(0, +))
        else { return nil }
        // Few documents have all the terms; only those are looked at.
        let candidates = scratch.makeSet()
        defer { scratch.reuse(candidates) }
        for (place, terms) in phrase.terms.enumerated() {
            let having = place == 0 ? candidates : scratch.makeSet()
            segment.documents.formUnion(of: terms, titlesOnly: titlesOnly, into: having)
            guard place > 0 else { continue }
            candidates.formIntersection(having)
            scratch.reuse(having)
        }
        var documents: [Int] = []
        guard work.takePostings(candidates.count * PhraseCheck.cost) else { return nil }
        candidates.forEach {
            if phrase.occurs(in: $0, of: segment, titlesOnly: titlesOnly) { documents.append($0) }
        }
        return documents.isEmpty ? nil : documents
    }

    // MARK: Typos

    /// Widens every word by its typos.
    func addTypos(work: inout WorkLeft) {
        guard !isFuzzy else { return }
        isFuzzy = true
        for (index, word) in query.words.enumerated() {
            var found: [(terms: Range<Int>, grade: Grade)] = []
            if word.edits > 0 {
                var walk = TypoWalk(
                    word: word.bytes,
                    edits: word.edits,
                    isPrefix: word.isPrefix,
                    terms: segment.terms
                )
                walk.run(maximum: work.typoRanges)
                if walk.isCut { work.exhaust() }
                found = walk.found
            }
            // Those with one typo first: what is found until then has no more.
            let near = found.filter { Grade.typos(of: $0.grade.rawValue) <= 1 }
            let one = widened(sets[index].plain, by: near, of: index, work: &work)
            let far = found.filter { Grade.typos(of: $0.grade.rawValue) > 1 }
            sets[index].fuzzy = (one, widened(one, by: far, of: index, work: &work))
        }
    }

    /// A set with the documents that have some typos of a word; the same one where there are none.
    private func widened(
        _ set: Bits,
        by found: [(terms: Range<Int>, grade: Grade)],
        of word: Int,
        work: inout WorkLeft
    ) -> Bits {
        if found.isEmpty { return set }
        unite(found, of: word, work: &work)
        let wider = scratch.makeStaleSet()
        sets[word].collectPlaces(in: wider)
        return wider
    }

    /// Adds the documents with some typos of a word to where it stands.
    private func unite(_ found: [(terms: Range<Int>, grade: Grade)], of word: Int, work: inout WorkLeft) {
        for (terms, grade) in found {
            scratch.grade(terms, word: word, grade: grade.rawValue)
            for place in phrases[word].indices { phrases[word][place].improveOwnGrade(grade, of: terms) }
            unite(terms, of: word, work: &work)
        }
    }

    /// Widens every word by the terms that begin with it: what people call Leonardo is Leo.
    func addBeginnings(work: inout WorkLeft) {
        for (index, word) in query.words.enumerated() where word.mayBeShort {
            let range = segment.terms.range(ofPrefix: word.bytes)
            // Where the word stands is known with typos, too, so that it does not tell who begins with it.
            if let ready = segment.prefixes[range] {
                segment.prefixes.formUnion(of: ready, titlesOnly: titlesOnly, into: sets[index].plain)
            } else {
                let taken = range.lowerBound..<firstUntaken(of: range, work: &work)
                segment.documents.formUnion(of: taken, titlesOnly: titlesOnly, into: sets[index].plain)
            }
            extend(index, to: range, work: &work)
            for place in phrases[index].indices {
                phrases[index][place].improveOwnGrade(.extended, of: range)
            }
            guard let fuzzy = sets[index].fuzzy else { continue }
            fuzzy.one.formUnion(sets[index].plain)
            fuzzy.all.formUnion(sets[index].plain)
        }
    }

    // MARK: Sets

    /// Exclusions are no matter of bounds: what is left undone must not show what is not wanted.
    private func exclude() {
        guard !query.excluded.isEmpty else { return }
        let set = scratch.makeSet()
        for words in query.excluded {
            if words.count > 1 {
                if let check = PhraseCheck(words, in: segment, titlesOnly: titlesOnly, scratch: scratch) {
                    excludedPhrases.append(check)
                }
            } else if let term = segment.terms.number(of: words[0]) {
                segment.documents.formUnion(of: term, titlesOnly: titlesOnly, into: set)
            }
        }
        excluded = set
    }

    /// Every document that matches the first `count` words, in steps: those that may rank highest come first.
    ///
    /// The caller gives the sets back to the scratch. Typos must have been added before.
    func documents(words count: Int, hasTypos: Bool, work: inout WorkLeft) -> MatchedSets {
        let words = required(of: count)
        let all = documents(with: words, hasTypos: false, work: &work)
        let exact = intersection(words) { sets[$0].exact }
        if isRestricted { exact.formIntersection(all) }
        let others = scratch.copy(all, without: exact)
        var found = MatchedSets(all: all, steps: [exact, others])
        if hasTypos { widen(&found, words: count, work: &work) }
        return found
    }

    /// Adds the documents with typos to those that match the first `count` words as typed.
    func widen(_ found: inout MatchedSets, words count: Int, work: inout WorkLeft) {
        let words = required(of: count)
        let asTyped = found.all
        found.all = documents(with: words, hasTypos: true, work: &work)
        let near = scratch.copy(asTyped)
        addDocuments(withOneTypo: words, to: near)
        if isRestricted { near.formIntersection(found.all) }
        let far = scratch.copy(found.all, without: near)
        near.subtract(asTyped)
        scratch.reuse(asTyped)
        found.steps += [near, far]
    }

    private func required(of count: Int) -> [Int] { (0..<count).filter { !query.words[$0].isOptional } }

    /// Whether a document may have all words and yet be none that is wanted.
    private var isRestricted: Bool {
        live != nil || excluded != nil || !excludedPhrases.isEmpty || !quoted.isEmpty
    }

    /// Adds the documents in which one word has a typo, all others none.
    private func addDocuments(withOneTypo words: [Int], to near: Bits) {
        for word in words {
            guard let one = sets[word].fuzzy?.one, one !== sets[word].plain else { continue }
            let set = intersection(words) { $0 == word ? one : sets[$0].plain }
            near.formUnion(set)
            scratch.reuse(set)
        }
    }

    /// Every document that matches some words of the query and nothing that is excluded.
    private func documents(with words: [Int], hasTypos: Bool, work: inout WorkLeft) -> Bits {
        let all = intersection(words) { hasTypos ? sets[$0].all : sets[$0].plain }
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

    /// What the sets of some words have in common.
    private func intersection(_ words: [Int], _ set: (_ word: Int) -> Bits) -> Bits {
        guard let first = words.first else {
            let result = scratch.makeSet()
            result.fill()
            return result
        }
        guard words.count > 1 else { return scratch.copy(set(first)) }
        let result = scratch.makeStaleSet()
        result.assign(intersectionOf: set(first), set(words[1]))
        for word in words.dropFirst(2) { result.formIntersection(set(word)) }
        return result
    }

    /// Gives all sets back.
    func finish() {
        for set in sets { set.finish(scratch) }
        if let excluded { scratch.reuse(excluded) }
        for check in excludedPhrases { check.finish(scratch) }
        for case let check? in quoted.values { check.finish(scratch) }
    }
}
