/// The best score that a document can have, from the sets that it is in and the shapes of its titles: its words are not
/// looked at.
///
/// Documents' words lie far apart in memory, so to score one takes half a microsecond. A few bits of sets rule most
/// documents out before, as soon as enough good hits are held.
final class RelevanceBound {
    private typealias Places = JudgedDocument.Places
    private typealias Found = JudgedDocument.Found

    private struct Word: BitwiseCopyable {
        let exact: UnsafeMutablePointer<UInt64>
        let equivalent: UnsafeMutablePointer<UInt64>?
        let inflected: UnsafeMutablePointer<UInt64>?
        let phrased: UnsafeMutablePointer<UInt64>?
        let plain: UnsafeMutablePointer<UInt64>
        let oneTypo: UnsafeMutablePointer<UInt64>?
        let inTitle: UnsafeMutablePointer<UInt64>
        let inOtherTitles: UnsafeMutablePointer<UInt64>
        let inTexts: UnsafeMutablePointer<UInt64>
        /// Places that the word stands for where several words stand for it.
        let span: Int
        /// The greatest weight of the texts other than titles in which it may stand, and these texts, one bit each.
        let textWeight: Int
        let texts: UInt8
    }

    private static let exact = Grade.exactness(of: Grade.exact.rawValue)
    private static let equivalent = Grade.exactness(of: Grade.equivalent.rawValue)
    private static let extended = Grade.exactness(of: Grade.extended.rawValue)

    /// Keeps the sets alive that the words point to.
    private let match: SegmentMatch
    private let words: Buffer<Word>
    private let wordCount: Int
    private let requiredWords: Int
    private let firstWord: Int
    private let endsEarly: Bool
    /// The first word of the query may be the article of a title.
    private let mayBeArticle: Bool
    /// Some term stands for several words of the query.
    private let hasJoined: Bool
    private let titleWeight: Int
    private let otherTitleWeight: Int
    private let shapes: TitleShapes
    /// The documents of which a title begins with what stands for the first word of the query, and with what stands for
    /// another one.
    private let begun: Bits
    private let laterBegun: Bits
    private let masks: Buffer<UInt64>
    private let graded: Bits

    /// Bounds for scores by the first `count` words of the query.
    init(
        match: SegmentMatch,
        query: ParsedQuery,
        words count: Int,
        firstWord: Int,
        hasJoined: Bool,
        schema: SearchSchema
    ) {
        self.match = match
        self.firstWord = firstWord
        wordCount = count
        words = Self.words(of: match, count: count, schema: schema)
        requiredWords = query.words.prefix(count).count { !$0.isOptional }
        endsEarly = Scorer.endsEarly(query, words: count)
        mayBeArticle = firstWord == 0 && Self.mayBeArticle(match, schema)
        self.hasJoined = hasJoined
        let kinds = schema.kinds
        func weight(of kind: TextKind) -> Int {
            kinds.indices.filter { kinds[$0] == kind }.map { schema.texts[$0].weight }.max() ?? 0
        }
        titleWeight = weight(of: .title)
        otherTitleWeight = weight(of: .otherTitle)
        shapes = match.segment.shapes
        masks = match.scratch.masks
        graded = match.scratch.graded
        begun = match.scratch.makeSet()
        laterBegun = match.scratch.makeSet()
        for (terms, word) in match.scratch.touched where word < count {
            let set = word == firstWord ? begun : laterBegun
            if let ready = match.segment.prefixes[terms] {
                match.segment.prefixes.beginnings.formUnion(of: ready, into: set)
            } else {
                match.segment.documents.beginnings.formUnion(of: terms, into: set)
            }
        }
    }

    /// Gives all sets back.
    func finish() {
        match.scratch.reuse(begun)
        match.scratch.reuse(laterBegun)
    }

    private static func words(of match: SegmentMatch, count: Int, schema: SearchSchema) -> Buffer<Word> {
        var fields = [UInt8](repeating: 0, count: count)
        for (terms, word) in match.scratch.touched where word < count {
            fields[word] |= match.segment.documents.fields(of: terms)
        }
        let texts = schema.texts.indices.filter { !schema.texts[$0].isTitle }
        return Buffer(
            (0..<count).map { word in
                let sets = match.sets[word]
                let own = texts.filter { fields[word] >> UInt8($0) & 1 != 0 }
                return Word(
                    exact: sets.exact.words,
                    equivalent: sets.equivalent?.words,
                    inflected: sets.inflected?.words,
                    phrased: sets.phrased?.words,
                    plain: sets.plain.words,
                    oneTypo: sets.fuzzy?.one.words,
                    inTitle: sets.inTitle.words,
                    inOtherTitles: sets.inOtherTitles.words,
                    inTexts: sets.inTexts.words,
                    span: match.phrases[word].map(\.terms.count).max() ?? 1,
                    textWeight: own.map { schema.texts[$0].weight }.max() ?? 0,
                    texts: own.reduce(0) { $0 | 1 << UInt8($1) }
                )
            }
        )
    }

    private static func mayBeArticle(_ match: SegmentMatch, _ schema: SearchSchema) -> Bool {
        schema.articles.contains { article in
            guard let term = match.segment.terms.number(of: Array(article.utf8)) else { return false }
            return match.scratch.masks[term] & 15 != 0
        }
    }

    // MARK: Of many documents

    /// What documents of one step of a match can have at best, see ``MatchedSets/steps``.
    struct Step {
        let isExact: Bool
        fileprivate let typos: Int
        fileprivate let exactness: Int
        /// What a title adds that is spelled whole, and one that begins with the query.
        fileprivate let spelled: UInt64
        fileprivate let begun: UInt64
        /// The best score of any document, and of any of which no title is spelled whole.
        fileprivate(set) var any: UInt64 = 0
        fileprivate(set) var uncovered: UInt64 = 0
    }

    func step(_ number: Int) -> Step {
        let isExact = number == 0
        let typos = max(number - 1, 0)
        let isRespelled = (0..<wordCount).contains { words[$0].equivalent != nil }
        let isInflected = (0..<wordCount).contains { words[$0].inflected != nil }
        var exactness = wordCount * Self.exact
        if !isExact { exactness -= Self.exact - (isRespelled ? Self.equivalent : Self.extended) }
        let mayBeWhole = isExact || typos > 0 || isRespelled || isInflected
        // Of a query that goes on, the words that are whole may be those of a title.
        let spelled: Relevance.TitleMatch = isExact ? .exact : mayBeWhole ? .spelled : .covered
        var step = Step(
            isExact: isExact,
            typos: typos,
            exactness: exactness,
            spelled: mayBeWhole || endsEarly || wordCount > 1 ? Relevance.packed(spelled) : 2,
            begun: mayBeWhole || endsEarly ? Relevance.packed(.beginning) : 1
        )
        let weight = (0..<wordCount).reduce(0) {
            $0 + max(titleWeight, otherTitleWeight, words[$1].textWeight)
        }
        let base = packed(
            typos: typos,
            proximity: max(wordCount - 1, 0),
            weight: weight,
            exactness: exactness
        )
        step.any = base + step.spelled
        step.uncovered = base + step.begun
        return step
    }

    /// A score without what titles add.
    @inline(__always)
    private func packed(typos: Int, proximity: Int, weight: Int, exactness: Int) -> UInt64 {
        Relevance(
            words: requiredWords,
            typos: typos,
            title: Relevance.TitleMatch.partial.rawValue,
            proximity: proximity,
            weight: weight,
            exactness: exactness << 2
        ).packed
    }

    /// Of the 64 documents at an index of a set's words, those of which the query may spell a whole title.
    @inline(__always)
    func coverable(at index: Int) -> UInt64 {
        guard wordCount <= TitleShapes.short else { return ~0 }
        var result = shapes.upTo[wordCount].words[index]
        result &= begun.words[index] | laterBegun.words[index] | shapes.afterStopWord.words[index]
        for word in 0..<wordCount {
            if let phrased = words[word].phrased { result |= phrased[index] }
        }
        return result
    }

    // MARK: Of one document

    /// Whether a document can have a score that is good enough, as far as sets can tell.
    ///
    /// - Parameters:
    ///   - step: The step of the match that it belongs to.
    ///   - isCoverable: Whether the query may spell a whole title of it, see ``coverable(at:)``.
    ///   - isEnough: Asked for the best score that it can have, first from few sets.
    @inline(__always)
    func allowsBySets(_ document: Int, step: Step, isCoverable: Bool, _ isEnough: (UInt64) -> Bool) -> Bool {
        judge(document, step: step, isCoverable: isCoverable, isEnough) != nil
    }

    /// Whether a document can have a score that is good enough: after the sets, the shapes of its titles are asked.
    ///
    /// Parameters are those of ``allowsBySets(_:step:isCoverable:_:)``.
    @inline(__always)
    func allows(_ document: Int, step: Step, isCoverable: Bool, _ isEnough: (UInt64) -> Bool) -> Bool {
        guard let judged = judge(document, step: step, isCoverable: isCoverable, isEnough) else {
            return false
        }
        return !judged.mayBegin && !isCoverable || isEnough(judged.base + titlePart(of: document, judged))
    }

    /// What sets tell of a document; nil where its score cannot be good enough.
    @inline(__always)
    private func judge(
        _ document: Int,
        step: Step,
        isCoverable: Bool,
        _ isEnough: (UInt64) -> Bool
    ) -> JudgedDocument? {
        let places = places(of: document)
        let mayBegin = places.isAllInOne && (mayBeArticle || begun.contains(document))
        let best = packed(
            typos: step.typos,
            proximity: places.proximity,
            weight: places.weight,
            exactness: step.exactness
        )
        guard isEnough(best + (isCoverable ? step.spelled : mayBegin ? step.begun : 0)) else { return nil }
        let found = look(at: document, places)
        let base = packed(
            typos: found.typos,
            proximity: places.proximity,
            weight: places.weight,
            exactness: found.exactness
        )
        let part = titlePart(
            found,
            begins: mayBegin,
            isCovered: isCoverable && found.reachInTitle.whole + found.reachInOther.whole > 0,
            isReached: isCoverable
        )
        guard isEnough(base + part) else { return nil }
        return JudgedDocument(places: places, found: found, mayBegin: mayBegin, base: base)
    }

    /// Where the words may stand in a document.
    @inline(__always)
    private func places(of document: Int) -> Places {
        let place = document >> 6
        let bit: UInt64 = 1 << UInt64(document & 63)
        var found = Places()
        var previous: (inTitle: Bool, inOtherTitles: Bool, texts: UInt8)?
        for index in 0..<wordCount {
            let word = words[index]
            let inTitle = word.inTitle[place] & bit != 0
            let inOtherTitles = word.inOtherTitles[place] & bit != 0
            let texts = word.inTexts[place] & bit != 0 ? word.texts : 0
            if inTitle { found.inTitle |= 1 << UInt16(index) }
            if inOtherTitles { found.inOther |= 1 << UInt16(index) }
            if index >= firstWord {
                found.isAllInTitle = found.isAllInTitle && inTitle
                found.isAllInOther = found.isAllInOther && inOtherTitles
            }
            guard inTitle || inOtherTitles || texts != 0 else {
                found.missing |= 1 << UInt16(index)
                found.proximity += Scorer.farthest
                continue
            }
            if let previous {
                let mayBeNear =
                    inTitle && previous.inTitle || inOtherTitles && previous.inOtherTitles
                    || texts & previous.texts != 0
                found.proximity += mayBeNear ? 1 : Scorer.farthest
            }
            previous = (inTitle, inOtherTitles, texts)
            found.weight += max(
                inTitle ? titleWeight : 0,
                inOtherTitles ? otherTitleWeight : 0,
                texts != 0 ? word.textWeight : 0
            )
        }
        return found
    }

    /// How well the words may stand there.
    @inline(__always)
    private func look(at document: Int, _ places: Places) -> Found {
        let place = document >> 6
        let bit: UInt64 = 1 << UInt64(document & 63)
        var found = Found()
        for index in 0..<wordCount where places.missing >> UInt16(index) & 1 == 0 {
            let word = words[index]
            var isWhole = true
            if word.exact[place] & bit != 0 {
                found.exactness += Self.exact
            } else {
                found.isExact = false
                if let equivalent = word.equivalent, equivalent[place] & bit != 0 {
                    found.exactness += Self.equivalent
                } else if word.plain[place] & bit != 0 {
                    found.exactness += Self.extended
                    isWhole = word.inflected.map { $0[place] & bit != 0 } ?? false
                } else if let oneTypo = word.oneTypo {
                    found.typos += oneTypo[place] & bit != 0 ? 1 : 2
                }
            }
            found.isWhole = found.isWhole && isWhole
            let isPhrased = word.phrased.map { $0[place] & bit != 0 } ?? false
            found.hasPhrase = found.hasPhrase || isPhrased
            let span = isPhrased ? word.span : 1
            if places.inTitle >> UInt16(index) & 1 != 0 { found.reachInTitle.add(span, isWhole: isWhole) }
            if places.inOther >> UInt16(index) & 1 != 0 { found.reachInOther.add(span, isWhole: isWhole) }
        }
        return found
    }

    /// What the best of a document's titles adds to its score.
    private func titlePart(of document: Int, _ judged: JudgedDocument) -> UInt64 {
        let (places, found) = (judged.places, judged.found)
        var best: UInt64 = 0
        shapes.forEach(of: document) { shape in
            let reach = shape.isMain ? found.reachInTitle : found.reachInOther
            let isAll = shape.isMain ? places.isAllInTitle : places.isAllInOther
            let mayFit = found.hasPhrase || shape.mayBeCovered { graded.contains($0) }
            let part = titlePart(
                found,
                begins: judged.mayBegin && isAll && (found.hasPhrase || mayGoOn(shape)),
                isCovered: mayFit && Int(shape.length) <= reach.whole,
                isReached: mayFit && Int(shape.length) <= reach.all
            )
            best = max(best, part)
        }
        return best
    }

    /// What a title adds to a score.
    ///
    /// - Parameters:
    ///   - begins: Whether it begins with all words of the query.
    ///   - isCovered: Whether it has no words but those of the query that are whole.
    ///   - isReached: Whether it has no words but those of the query.
    @inline(__always)
    private func titlePart(_ found: Found, begins: Bool, isCovered: Bool, isReached: Bool) -> UInt64 {
        if isCovered {
            guard begins, found.isWhole else { return Relevance.packed(.covered) }
            return Relevance.packed(found.isExact ? .exact : .spelled)
        }
        guard begins else { return 0 }
        if found.isWhole { return Relevance.packed(.beginning) }
        if endsEarly { return Relevance.packed(isReached ? .covered : .beginning) }
        // Of an unfinished word of four letters and more only the last bits tell.
        return isReached ? 2 : 1
    }

    @inline(__always)
    private func mayGoOn(_ shape: TitleShape) -> Bool {
        if hasJoined || firstWord + 1 >= wordCount { return true }
        return shape.mayGoOn(afterArticle: mayBeArticle) { isGraded($0, word: firstWord + 1) }
    }

    @inline(__always)
    private func isGraded(_ term: Int, word: Int) -> Bool {
        graded.contains(term) && masks[term] >> UInt64(word * 4) & 15 != 0
    }
}
