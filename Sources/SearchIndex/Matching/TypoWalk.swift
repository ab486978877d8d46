/// Finds the terms of a dictionary that a word becomes by few edits.
///
/// The terms in order are the trie that they form. The walk goes down that trie and keeps, for each character on the
/// way, one row of the edit distance (insert, delete, replace, swap of neighbours: optimal string alignment; Wagner
/// and Fischer 1974, with Damerau's swap). A row in which nothing is within reach ends the descent, and the whole
/// subtree is skipped: by one step among the first characters, which the dictionary keeps as a ``TermTrie``, and
/// further down by one scan over the shared lengths. Only cells within `edits` of the diagonal are computed.
struct TypoWalk {
    /// Longer words are not matched with typos. In characters.
    static let maximumLength = 40

    private let word: Buffer<UInt32>
    private let edits: Int
    private let isPrefix: Bool
    private let terms: TermDictionary

    // One entry a depth, depth 0 being the empty beginning.
    private let rows: Buffer<UInt8>
    private let rowLength: Int
    private let characters: Buffer<UInt32>
    private let byteEnds: Buffer<Int>
    /// The fewest edits to any beginning on the way.
    private let best: Buffer<UInt8>
    /// The characters, one bit for each 64th of all, without which the next row has nothing within reach.
    private let needed: Buffer<UInt64>

    /// Whether a bound was hit, so that terms may be missing.
    private(set) var isCut = false
    private(set) var found: [(terms: Range<Int>, grade: Grade)] = []

    init(word bytes: [UInt8], edits: Int, isPrefix: Bool, terms: TermDictionary) {
        word = Buffer(String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value))
        self.edits = edits
        self.isPrefix = isPrefix
        self.terms = terms
        rowLength = word.count + 1
        let depths = word.count + edits + 2
        rows = Buffer(count: rowLength * depths, filledWith: UInt8(edits + 1))
        for column in 0..<min(rowLength, edits + 1) { rows[column] = UInt8(column) }
        characters = Buffer(count: depths, filledWith: 0)
        byteEnds = Buffer(count: depths, filledWith: 0)
        best = Buffer(count: depths, filledWith: UInt8(edits + 1))
        needed = Buffer(count: depths, filledWith: ~0)
    }

    /// Walks the whole dictionary; `maximum` bounds how many ranges are kept.
    mutating func run(maximum: Int) {
        guard word.count <= Self.maximumLength else { return isCut = true }
        visit(terms.trie.roots, at: 1, maximum: maximum)
    }

    /// Visits nodes of the trie that differ in the character of a depth, and all below.
    private mutating func visit(_ nodes: Range<Int>, at depth: Int, maximum: Int) {
        let trie = terms.trie
        for node in nodes {
            if found.count >= maximum { return isCut = true }
            let step = trie.steps[node]
            if extend(to: depth, by: step.character, byteEnd: step.byteEnd) > edits {
                if hasNearBeginning(depth) {
                    emit(trie.words(below: node), edits: Int(best[depth]), isWhole: false)
                }
                continue
            }
            var words = trie.words(below: node)
            if step.isWord {
                take(words.lowerBound, depth: depth)
                words = words.dropFirst()
            }
            if depth < TermTrie.depth {
                visit(trie.children(of: node), at: depth + 1, maximum: maximum)
            } else {
                walk(words, from: depth, maximum: maximum)
            }
            if isCut { return }
        }
    }

    /// Walks the words that begin with what the depth stands for and go on.
    private mutating func walk(_ places: Range<Int>, from root: Int, maximum: Int) {
        var depth = root
        var place = places.lowerBound
        while place < places.upperBound {
            if found.count >= maximum { return isCut = true }
            let term = terms.word(place)
            let shared = Int(terms.shared[place])
            while depth > root, byteEnds[depth] > shared { depth -= 1 }
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
            if extend(to: depth, by: scalar.value, byteEnd: offset) > edits {
                let end = terms.endOfSubtree(from: place, depth: offset)
                if hasNearBeginning(depth) { emit(place..<end, edits: Int(best[depth]), isWhole: false) }
                depth -= 1
                return end
            }
        }
        take(place, depth: depth)
        return place + 1
    }

    /// Goes on by one character; the least cell of its row.
    private mutating func extend(to depth: Int, by character: UInt32, byteEnd: Int) -> Int {
        characters[depth] = character
        byteEnds[depth] = byteEnd
        guard needed[depth - 1] & Self.bit(of: character) != 0 else {
            best[depth] = best[depth - 1]
            return edits + 1
        }
        return computeRow(depth)
    }

    @inline(__always)
    private static func bit(of character: UInt32) -> UInt64 { 1 << UInt64(character & 63) }

    /// Whether all terms that go on from a depth match: the word may go on, and some beginning on the way is near.
    @inline(__always)
    private func hasNearBeginning(_ depth: Int) -> Bool { isPrefix && best[depth] <= edits }

    /// Takes a term that ends at a depth.
    private mutating func take(_ place: Int, depth: Int) {
        let distance = Int(rows[depth * rowLength + word.count])
        // A beginning may be nearer than the whole.
        let isWhole = !isPrefix || distance <= Int(best[depth])
        emit(place..<(place + 1), edits: isWhole ? distance : Int(best[depth]), isWhole: isWhole)
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
        let isWithin = depth + edits >= word.count
        best[depth] = min(best[depth - 1], isWithin ? rows[row + word.count] : limit)
        needed[depth] = nearest < edits ? ~0 : charactersToGoOn(from: depth)
        return Int(nearest)
    }

    /// The characters that cost nothing, after a row in which no edit is left.
    private func charactersToGoOn(from depth: Int) -> UInt64 {
        let row = depth * rowLength
        var bits: UInt64 = 0
        var column = max(1, depth + 1 - edits)
        while column <= min(word.count, depth + 1 + edits) {
            if rows[row + column - 1] <= edits { bits |= Self.bit(of: word[column - 1]) }
            // The second of two neighbours that are swapped; the first has cost the edit already.
            if column > 1, word[column - 1] == characters[depth], rows[row - rowLength + column - 2] < edits {
                bits |= Self.bit(of: word[column - 2])
            }
            column += 1
        }
        return bits
    }

    private mutating func emit(_ range: Range<Int>, edits count: Int, isWhole: Bool) {
        // Without edits it is found as typed.
        guard count > 0, count <= edits, !range.isEmpty else { return }
        let isOtherStart = characters[1] != word[0]
        let grade = Grade.typos(count + (isOtherStart ? 1 : 0), isWhole: isWhole)
        if let last = found.last, last.terms.upperBound == range.lowerBound, last.grade == grade {
            found[found.count - 1].terms = last.terms.lowerBound..<range.upperBound
        } else {
            found.append((range, grade))
        }
    }
}
