/// What a query matches in one segment.
struct MatchedSets {
    /// All documents that match.
    var all: Bits
    /// The parts of it: with all words as typed; in other spellings or going on; with one typo; with more.
    var steps: [Bits]
}
