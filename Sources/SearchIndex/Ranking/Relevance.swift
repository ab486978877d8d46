/// How well a document fits a query, as one number that orders: larger is better.
///
/// The parts, from the most to the least significant: words matched, typos, title, proximity, weight of the fields,
/// exactness.
public struct Relevance: Hashable, Comparable, Sendable {
    let packed: UInt64

    /// How much of a title the query spells.
    public enum TitleMatch: Int, Sendable {
        /// Words of it, or none.
        case partial = 0
        /// It begins with the query, as typed: not in other spellings or numbers. Its last word may go on after one to
        /// three letters.
        case beginning = 1
        /// All of it, but the last word goes on after one to three letters. Or all its words, in any order and perhaps
        /// without stop words, and whatever else the query has are other facts: words, or beginnings of three letters and
        /// more.
        case covered = 2
        /// All of it, but for a leading article, other spellings or typos.
        case spelled = 3
        /// Exactly it.
        case exact = 4
    }

    init(packed: UInt64) { self.packed = packed }

    init(words: Int, typos: Int, title: Int, proximity: Int, weight: Int, exactness: Int) {
        var packed = UInt64(min(words, 31))
        packed = packed << 6 | UInt64(63 - min(typos, 63))
        packed = packed << 3 | UInt64(title)
        packed = packed << 8 | UInt64(255 - min(proximity, 255))
        packed = packed << 12 | UInt64(min(weight, 4095))
        packed = packed << 8 | UInt64(min(exactness, 255))
        self.packed = packed
    }

    /// What is added to a score with a partial match of titles for a better one.
    @inline(__always)
    static func packed(_ title: TitleMatch) -> UInt64 { UInt64(title.rawValue) << 28 }

    /// Words of the query that the document has, of those that must be found.
    public var words: Int { Int(packed >> 37) }
    /// What edits between the query's words and the document's cost: 1 each, 1 more in a first letter.
    public var typos: Int { 63 - Int(packed >> 31 & 63) }
    public var title: TitleMatch { TitleMatch(rawValue: Int(packed >> 28 & 7)) ?? .partial }
    /// Sum of the distances between neighbouring words of the query, each 1 to 8, and 8 for each word that is missing.
    public var proximity: Int { 255 - Int(packed >> 20 & 255) }
    /// Sum over the words of the weight of the best text that has the word.
    public var weight: Int { Int(packed >> 8 & 4095) }
    /// 12 for each word that stands there as typed, 8 for each in another spelling, 4 for each that goes on or is in
    /// another number. And 1 if a title begins with the query, 2 if it is all of it, when the last word has four letters
    /// or more and goes on there.
    public var exactness: Int { Int(packed & 255) }

    public static func < (left: Relevance, right: Relevance) -> Bool { left.packed < right.packed }
}
