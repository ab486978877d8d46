/// The best score that a document can have, from the sets that it is in and the shapes of its titles: its words are not
/// looked at.
///
/// Documents' words lie far apart in memory, so to score one takes half a microsecond. A few bits of sets rule most
/// documents out before, as soon as enough good hits are held.
final class RelevanceBound {
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

    /// What the sets say of a document.
    private struct Found {
        var typos = 0
        var proximity = 0
        var weight = 0
        var exactness = 0
        /// Places of titles that the words stand for.
        var reachInTitle = 0
        var reachInOther = 0
        var isAllInTitle = true
        var isAllInOther = true
        var isExact = true
        var hasPhrase = false
        var mayBeWhole = true
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
    /// The documents of which a title begins with what stands for the first word of the query; and those that begin
    /// with what stands for any word, or with a stop word.
    private let begun: Bits
    private let anyBegun: Bits
    private let masks: Buffer<UInt64>
    private let graded: Bits

    /// Bounds for scores by the first `count` words of the query.
    init(match: SegmentMatch, query: ParsedQuery, words count: Int, firstWord: Int, schema: SearchSchema) {
        self.match = match
        self.firstWord = firstWord
        wordCount = count
        words = Self.words(of: match, count: count, schema: schema)
        requiredWords = query.words.prefix(count).count { !$0.isOptional }
        endsEarly = Scorer.endsEarly(query, words: count)
        mayBeArticle = firstWord == 0 && Self.mayBeArticle(match, schema)
        hasJoined = query.alternatives.contains { $0.words.count > 1 }
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
        anyBegun = match.scratch.copy(shapes.afterStopWord)
        for (terms, word) in match.scratch.touched where word < count {
            for term in terms {
                match.segment.documents.beginnings.formUnion(of: term, into: anyBegun)
                if word == firstWord { match.segment.documents.beginnings.formUnion(of: term, into: begun) }
            }
        }
    }

    /// Gives all sets back.
    func finish() {
        match.scratch.reuse(begun)
        match.scratch.reuse(anyBegun)
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

    /// The best score of any document with at least so many typos and, if there are none, with all words as typed or
    /// not; and the best of those of which no title is spelled whole.
    func best(typos: Int, isExact: Bool) -> (any: UInt64, uncovered: UInt64) {
        let isRespelled = (0..<wordCount).contains { words[$0].equivalent != nil }
        let isInflected = (0..<wordCount).contains { words[$0].inflected != nil }
        var exactness = wordCount * Self.exact
        if !isExact { exactness -= Self.exact - (isRespelled ? Self.equivalent : Self.extended) }
        let mayBeWhole = typos > 0 || isRespelled || isInflected
        let base = Relevance(
            words: requiredWords,
            typos: typos,
            title: Relevance.TitleMatch.partial.rawValue,
            proximity: max(wordCount - 1, 0),
            weight: (0..<wordCount).reduce(0) {
                $0 + max(titleWeight, otherTitleWeight, words[$1].textWeight)
            },
            exactness: exactness << 2
        ).packed
        let whole = Relevance.packed(isExact ? .exact : mayBeWhole ? .spelled : .covered)
        return (base + whole, base + (mayBeWhole || isExact || endsEarly ? Relevance.packed(.beginning) : 1))
    }

    /// Of the 64 documents at an index of a set's words, those of which the query may spell a whole title.
    @inline(__always)
    func coverable(at index: Int) -> UInt64 {
        guard wordCount <= TitleShapes.short else { return ~0 }
        var result = shapes.upTo[wordCount].words[index] & anyBegun.words[index]
        for word in 0..<wordCount {
            if let phrased = words[word].phrased { result |= phrased[index] }
        }
        return result
    }

    // MARK: Of one document

    /// Whether a document can have a score that is good enough.
    ///
    /// - Parameters:
    ///   - isCoverable: Whether the query may spell a whole title of it, see ``coverable(at:)``.
    ///   - isEnough: Asked for the best score that it can have, first from the sets alone.
    @inline(__always)
    func allows(_ document: Int, isCoverable: Bool, _ isEnough: (UInt64) -> Bool) -> Bool {
        let found = look(at: document)
        let base = Relevance(
            words: requiredWords,
            typos: found.typos,
            title: Relevance.TitleMatch.partial.rawValue,
            proximity: found.proximity,
            weight: found.weight,
            exactness: found.exactness << 2
        ).packed
        let mayBegin =
            (found.isAllInTitle || found.isAllInOther) && (mayBeArticle || begun.contains(document))
        guard isEnough(base + titlePart(found, begins: mayBegin, isCovered: isCoverable)) else {
            return false
        }
        return !mayBegin && !isCoverable
            || isEnough(base + titlePart(of: document, found, mayBegin: mayBegin))
    }

    @inline(__always)
    private func look(at document: Int) -> Found {
        let place = document >> 6
        let bit: UInt64 = 1 << UInt64(document & 63)
        var found = Found()
        var previous: (inTitle: Bool, inOtherTitles: Bool, texts: UInt8)?
        for index in 0..<wordCount {
            let word = words[index]
            let inTitle = word.inTitle[place] & bit != 0
            let inOtherTitles = word.inOtherTitles[place] & bit != 0
            let texts = word.inTexts[place] & bit != 0 ? word.texts : 0
            if index >= firstWord {
                found.isAllInTitle = found.isAllInTitle && inTitle
                found.isAllInOther = found.isAllInOther && inOtherTitles
            }
            guard inTitle || inOtherTitles || texts != 0 else {
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
            let isPhrased = word.phrased.map { $0[place] & bit != 0 } ?? false
            found.hasPhrase = found.hasPhrase || isPhrased
            if inTitle { found.reachInTitle += isPhrased ? word.span : 1 }
            if inOtherTitles { found.reachInOther += isPhrased ? word.span : 1 }
            if word.exact[place] & bit != 0 {
                found.exactness += Self.exact
                continue
            }
            found.isExact = false
            if let equivalent = word.equivalent, equivalent[place] & bit != 0 {
                found.exactness += Self.equivalent
            } else if word.plain[place] & bit != 0 {
                found.exactness += Self.extended
                let isInflected = word.inflected.map { $0[place] & bit != 0 } ?? false
                found.mayBeWhole = found.mayBeWhole && isInflected
            } else if let oneTypo = word.oneTypo {
                found.typos += oneTypo[place] & bit != 0 ? 1 : 2
            }
        }
        return found
    }

    /// What the best of a document's titles adds to its score.
    private func titlePart(of document: Int, _ found: Found, mayBegin: Bool) -> UInt64 {
        var best: UInt64 = 0
        for shape in shapes[document] {
            let reach = shape.isMain ? found.reachInTitle : found.reachInOther
            let isAll = shape.isMain ? found.isAllInTitle : found.isAllInOther
            let isCovered =
                Int(shape.length) <= reach
                && (found.hasPhrase || shape.mayBeCovered { graded.contains($0) })
            let begins = mayBegin && isAll && (found.hasPhrase || mayGoOn(shape))
            best = max(best, titlePart(found, begins: begins, isCovered: isCovered))
        }
        return best
    }

    /// What a title adds to a score that begins with all words of the query or has no words but those of the query.
    @inline(__always)
    private func titlePart(_ found: Found, begins: Bool, isCovered: Bool) -> UInt64 {
        if isCovered {
            guard begins, found.mayBeWhole else { return Relevance.packed(.covered) }
            return Relevance.packed(found.isExact ? .exact : .spelled)
        }
        guard begins else { return 0 }
        // Of an unfinished word that begins a title only the last bits tell.
        return found.mayBeWhole || endsEarly ? Relevance.packed(.beginning) : 1
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
