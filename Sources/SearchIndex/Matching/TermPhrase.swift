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

    /// Whether the terms stand in a document one after the other, within one value, anywhere or in titles only.
    func occurs(in document: Int, of segment: Segment, titlesOnly: Bool) -> Bool {
        let fields = titlesOnly ? segment.documents.titleFields : .max
        let end = Int(segment.tokenStarts[document + 1])
        for index in Int(segment.tokenStarts[document])..<end {
            let code = segment.tokens[index]
            if terms[0].contains(TokenCode.term(code)), fields >> UInt8(TokenCode.field(code)) & 1 != 0,
                follows(index, end: end, in: segment)
            {
                return true
            }
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
