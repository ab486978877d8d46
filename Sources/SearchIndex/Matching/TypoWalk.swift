/// Finds the terms of a dictionary that a word becomes by few edits.
///
/// The terms in order are the trie that they form. The walk goes down that trie and keeps, for each character on the
/// way, one row of the edit distance (insert, delete, replace, swap of neighbours: optimal string alignment; Wagner
/// and Fischer 1974, with Damerau's swap). A row in which nothing is within reach ends the descent, and the whole
/// subtree is skipped by one scan over the shared lengths. Only cells within `edits` of the diagonal are computed.
struct TypoWalk {
    /// Longer words are not matched with typos. In characters.
    static let maximumLength = 40

    private let word: [UInt32]
    private let edits: Int
    private let isPrefix: Bool
    private let terms: TermDictionary

    // One entry a depth, depth 0 being the empty beginning.
    private var rows: [UInt8]
    private let rowLength: Int
    private var characters: [UInt32]
    private var byteEnds: [Int]
    /// The fewest edits to any beginning on the way.
    private var best: [UInt8]

    /// Whether a bound was hit, so that terms may be missing.
    private(set) var isCut = false
    private(set) var found: [(terms: Range<Int>, grade: Grade)] = []

    init(word bytes: [UInt8], edits: Int, isPrefix: Bool, terms: TermDictionary) {
        word = String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value)
        self.edits = edits
        self.isPrefix = isPrefix
        self.terms = terms
        rowLength = word.count + 1
        let depths = word.count + edits + 2
        rows = [UInt8](repeating: UInt8(edits + 1), count: rowLength * depths)
        for column in 0..<min(rowLength, edits + 1) { rows[column] = UInt8(column) }
        characters = [UInt32](repeating: 0, count: depths)
        byteEnds = [Int](repeating: 0, count: depths)
        best = [UInt8](repeating: UInt8(edits + 1), count: depths)
    }

    /// Walks the whole dictionary; `maximum` bounds how many ranges are kept.
    mutating func run(maximum: Int) {
        guard word.count <= Self.maximumLength else { return isCut = true }
        var depth = 0
        var place = 0
        while place < terms.count {
            if found.count >= maximum { return isCut = true }
            let term = terms.word(place)
            let shared = min(Int(terms.shared[place]), byteEnds[depth])
            while byteEnds[depth] > shared { depth -= 1 }
            place = descend(into: term, at: place, from: &depth)
        }
    }

    /// Follows one term from a depth that it shares with the one before; returns the place to go on from.
    private mutating func descend(
        into term: UnsafeBufferPointer<UInt8>,
        at place: Int,
        from depth: inout Int
    ) -> Int {
        var offset = byteEnds[depth]
        while offset < term.count {
            let (scalar, length) = WordCutter.scalar(at: offset, in: term)
            offset += length
            depth += 1
            characters[depth] = scalar.value
            byteEnds[depth] = offset
            let nearest = computeRow(depth)
            if nearest > edits {
                let end = terms.endOfSubtree(from: place, depth: offset)
                if isPrefix { emit(place..<end, edits: Int(best[depth]), isWhole: false) }
                depth -= 1
                return end
            }
        }
        let distance = Int(rows[depth * rowLength + word.count])
        // A beginning may be nearer than the whole.
        let isWhole = !isPrefix || distance <= Int(best[depth])
        emit(place..<(place + 1), edits: isWhole ? distance : Int(best[depth]), isWhole: isWhole)
        return place + 1
    }

    /// Fills the row of a depth from the two above; returns its least cell.
    private mutating func computeRow(_ depth: Int) -> Int {
        let row = depth * rowLength
        let above = row - rowLength
        let character = characters[depth]
        let low = max(1, depth - edits)
        let high = min(word.count, depth + edits)
        let limit = UInt8(edits + 1)
        var nearest = limit
        rows.withUnsafeMutableBufferPointer { rows in
            rows[row + low - 1] = low == 1 ? min(UInt8(truncatingIfNeeded: min(depth, 255)), limit) : limit
            nearest = rows[row + low - 1]
            if low <= high {
                for column in low...high {
                    let replaced = rows[above + column - 1] + (word[column - 1] == character ? 0 : 1)
                    let inserted = rows[row + column - 1] + 1
                    let deleted = column < depth + edits ? rows[above + column] + 1 : limit
                    var cell = min(replaced, min(inserted, deleted))
                    if depth > 1, column > 1, word[column - 1] == characters[depth - 1],
                        word[column - 2] == character
                    {
                        cell = min(cell, rows[above - rowLength + column - 2] + 1)
                    }
                    cell = min(cell, limit)
                    rows[row + column] = cell
                    nearest = min(nearest, cell)
                }
            }
            // What lies outside of the band is out of reach.
            if high < word.count { rows[row + high + 1] = limit }
        }
        let isWithin = depth + edits >= word.count
        best[depth] = min(best[depth - 1], isWithin ? rows[row + word.count] : limit)
        return Int(nearest)
    }

    private mutating func emit(_ range: Range<Int>, edits count: Int, isWhole: Bool) {
        // Without edits it is found as typed.
        guard count > 0, count <= edits, !range.isEmpty else { return }
        let isOtherStart = characters[1] != word.first
        let grade = Grade.typos(count + (isOtherStart ? 1 : 0), isWhole: isWhole)
        if let last = found.last, last.terms.upperBound == range.lowerBound, last.grade == grade {
            found[found.count - 1].terms = last.terms.lowerBound..<range.upperBound
        } else {
            found.append((range, grade))
        }
    }
}
