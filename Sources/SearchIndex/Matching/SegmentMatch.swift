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
        }
        if word.isPrefix { unitePrefix(word.bytes, word: index, work: &work) }
        sets[index].collectPlaces(in: sets[index].plain)
    }

    /// Adds the documents that have a longer word to where the word stands.
    private func unitePrefix(_ prefix: [UInt8], word: Int, work: inout WorkLeft) {
        let range = segment.terms.range(ofPrefix: prefix)
        scratch.grade(range, word: word, grade: Grade.extended.rawValue)
        guard let ready = segment.prefixes[prefix] else { return unite(range, of: word, work: &work) }
        sets[word].inTitle.formUnion(ready.titles)
        sets[word].inOtherTitles.formUnion(ready.otherTitles)
        if !titlesOnly { sets[word].inTexts.formUnion(ready.texts) }
    }

    /// Adds the documents that have some terms to where the word stands.
    ///
    /// The set of all of them is made of these three, block by block: to add each document to it, too, takes longer.
    private func unite(_ terms: Range<Int>, of word: Int, work: inout WorkLeft) {
        let documents = segment.documents
        for term in terms {
            guard work.takePostings(documents.count(of: term)) else { return }
            documents.titles.formUnion(of: term, into: sets[word].inTitle)
            documents.otherTitles.formUnion(of: term, into: sets[word].inOtherTitles)
            if !titlesOnly { documents.texts.formUnion(of: term, into: sets[word].inTexts) }
        }
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
                sets[word].collectPlaces(in: sets[word].plain)
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
                sets[word].collectPlaces(in: sets[word].plain)
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

    private func frequency(of range: Range<Int>) -> Int {
        range.reduce(0) { $0 + segment.documents.count(of: $1) }
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
        let frequencies = phrase.terms.map(frequency(of:))
        guard let least = frequencies.min(), least > 0, least <= Self.maximumVerified,
            work.takePostings(frequencies.reduce(0, +))
        else { return nil }
        // Few documents have all the terms; only those are looked at.
        let candidates = scratch.makeSet()
        defer { scratch.reuse(candidates) }
        for (place, terms) in phrase.terms.enumerated() {
            let having = place == 0 ? candidates : scratch.makeSet()
            for term in terms { segment.documents.formUnion(of: term, titlesOnly: titlesOnly, into: having) }
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
            let one = scratch.makeSet()
            // Those with one typo first: what is found until then has no more.
            unite(found.filter { Grade.typos(of: $0.grade.rawValue) <= 1 }, of: index, work: &work)
            sets[index].collectPlaces(in: one)
            let far = found.filter { Grade.typos(of: $0.grade.rawValue) > 1 }
            unite(far, of: index, work: &work)
            let all = scratch.copy(one)
            if !far.isEmpty { sets[index].collectPlaces(in: all) }
            sets[index].fuzzy = (one, all)
        }
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
            if let ready = segment.prefixes[word.bytes] {
                ready.formUnion(titlesOnly: titlesOnly, into: sets[index].plain)
            } else {
                for term in range {
                    guard work.takePostings(segment.documents.count(of: term)) else { break }
                    segment.documents.formUnion(of: term, titlesOnly: titlesOnly, into: sets[index].plain)
                }
            }
            unitePrefix(word.bytes, word: index, work: &work)
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
        let required = (0..<count).filter { !query.words[$0].isOptional }
        let all = documents(with: required, hasTypos: hasTypos, work: &work)
        let exact = intersection(required, \.exact)
        exact.formIntersection(all)
        let plain = intersection(required, \.plain)
        plain.formIntersection(all)
        var steps = [exact, plain]
        if hasTypos { steps += [documents(withOneTypo: required, among: all), scratch.copy(all)] }
        // From the last one on: each is without the one before, which has those of all before.
        for step in steps.indices.dropFirst().reversed() { steps[step].subtract(steps[step - 1]) }
        return MatchedSets(all: all, steps: steps)
    }

    /// The documents in which one word has a typo at most, all others none.
    private func documents(withOneTypo words: [Int], among all: Bits) -> Bits {
        let near = scratch.makeSet()
        for word in words {
            let set = scratch.copy(sets[word].fuzzy?.one ?? sets[word].plain)
            for other in words where other != word { set.formIntersection(sets[other].plain) }
            near.formUnion(set)
            scratch.reuse(set)
        }
        near.formIntersection(all)
        return near
    }

    /// Every document that matches some words of the query and nothing that is excluded.
    private func documents(with words: [Int], hasTypos: Bool, work: inout WorkLeft) -> Bits {
        let all = intersection(words, hasTypos ? \.all : \.plain)
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

    private func intersection(_ words: [Int], _ level: (WordSets) -> Bits) -> Bits {
        guard let first = words.first else {
            let result = scratch.makeSet()
            result.fill()
            return result
        }
        guard words.count > 1 else { return scratch.copy(level(sets[first])) }
        let result = scratch.makeSet()
        result.assign(intersectionOf: level(sets[first]), level(sets[words[1]]))
        for word in words.dropFirst(2) { result.formIntersection(level(sets[word])) }
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
