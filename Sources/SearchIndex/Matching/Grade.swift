/// How well a term of the dictionary matches a word of the query; smaller is better.
///
/// Four bits, see ``Scratch/masks``.
enum Grade: Int, Comparable, Sendable {
    /// The very word.
    case exact = 1
    /// Another spelling of it: joined, split, a numeral, a synonym.
    case equivalent = 2
    /// Its plural or singular.
    case inflected = 3
    /// Begins with it.
    case extended = 4
    /// Begins with another spelling of it.
    case equivalentExtended = 5
    /// Whole words with edits that cost 1, 2 and 3, each followed by words that begin so.
    case oneTypo = 6
    case oneTypoExtended = 7
    case twoTypos = 8
    case twoTyposExtended = 9
    case threeTypos = 10
    case threeTyposExtended = 11

    /// Marks a term that may begin an alternative of several terms.
    static let phraseStart = 15

    static func < (left: Grade, right: Grade) -> Bool { left.rawValue < right.rawValue }

    /// The grade of edits that cost 0 to 3.
    static func typos(_ cost: Int, isWhole: Bool) -> Grade {
        switch (cost, isWhole) {
        case (0, true): .exact
        case (0, false): .extended
        case (1, true): .oneTypo
        case (1, false): .oneTypoExtended
        case (2, true): .twoTypos
        case (2, false): .twoTyposExtended
        case (_, true): .threeTypos
        case (_, false): .threeTyposExtended
        }
    }

    /// What the edits cost: an edit counts 1, and 1 more if the first letter is another.
    @inline(__always)
    static func typos(of grade: Int) -> Int { grade <= 5 ? 0 : (grade - 4) / 2 }

    /// Whether the term is the whole word, edits aside.
    @inline(__always)
    static func isWhole(_ grade: Int) -> Bool { grade <= 3 || grade >= 6 && grade & 1 == 0 }

    /// Whether the term reads as the word does, typos and an unfinished end aside: it is not split, joined, a synonym
    /// or of another number.
    @inline(__always)
    static func isAsTyped(_ grade: Int) -> Bool { grade != 2 && grade != 3 && grade != 5 }

    /// What the term adds to the exactness of a match.
    @inline(__always)
    static func exactness(of grade: Int) -> Int { grade == 4 ? 1 : max(4 - grade, 0) }
}
