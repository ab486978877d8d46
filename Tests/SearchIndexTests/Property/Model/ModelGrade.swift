/// How well a word of a document matches a word of a query; smaller is better.
///
/// 1 the very word, 2 another spelling, 3 plural or singular, 4 a longer word, 5 a longer word than another spelling,
/// then by what edits cost: 6 and 7 (whole words, longer words) for a cost of 1, 8 and 9 for 2, 10 and 11 for 3.
enum ModelGrade {
    static let exact = 1
    static let equivalent = 2
    static let inflected = 3
    static let extended = 4
    static let equivalentExtended = 5
    static let none = Int.max

    static func typos(_ cost: Int, isWhole: Bool) -> Int { 4 + 2 * cost + (isWhole ? 0 : 1) }

    static func cost(_ grade: Int) -> Int { grade <= 5 || grade == none ? 0 : (grade - 4) / 2 }

    static func isWhole(_ grade: Int) -> Bool { [1, 2, 3, 6, 8, 10].contains(grade) }

    /// Neither another spelling nor plural or singular.
    static func isAsTyped(_ grade: Int) -> Bool {
        ![equivalent, inflected, equivalentExtended].contains(grade)
    }

    static func exactness(_ grade: Int) -> Int {
        switch grade {
        case exact: 3
        case equivalent: 2
        case extended, inflected: 1
        default: 0
        }
    }

    /// The grade of a term that a word becomes by edits; an edit counts one more when the first letter is another.
    static func typos(from word: ModelWord, to term: String) -> Int {
        guard word.edits > 0 else { return none }
        let (whole, beginning) = ModelEdits.distances(from: word.text, to: term)
        let first = word.text.unicodeScalars.first == term.unicodeScalars.first ? 0 : 1
        var best = none
        if (1...word.edits).contains(whole) { best = typos(whole + first, isWhole: true) }
        if word.isPrefix, (1...word.edits).contains(beginning) {
            best = min(best, typos(beginning + first, isWhole: false))
        }
        return best
    }
}
