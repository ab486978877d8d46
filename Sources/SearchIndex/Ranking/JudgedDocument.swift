/// What sets tell of a document, before its words are looked at: see ``RelevanceBound``.
struct JudgedDocument {
    /// Where the words of the query may stand in a document.
    struct Places {
        var proximity = 0
        var weight = 0
        /// The words in the title and in other ones, and those that are nowhere, one bit each.
        var inTitle: UInt16 = 0
        var inOther: UInt16 = 0
        var missing: UInt16 = 0
        var isAllInTitle = true
        var isAllInOther = true

        var isAllInOne: Bool { isAllInTitle || isAllInOther }
    }

    /// How well they may stand there.
    struct Found {
        var typos = 0
        var exactness = 0
        /// Places of titles that the words stand for, and that those stand for that may be whole.
        var reachInTitle = Reach()
        var reachInOther = Reach()
        var isExact = true
        var hasPhrase = false
        var isWhole = true
    }

    struct Reach {
        var all = 0
        var whole = 0

        @inline(__always)
        mutating func add(_ places: Int, isWhole: Bool) {
            all += places
            if isWhole { whole += places }
        }
    }

    let places: Places
    let found: Found
    /// Whether a title of it may begin with the query.
    let mayBegin: Bool
    /// Its best score but for what titles add.
    let base: UInt64
}
