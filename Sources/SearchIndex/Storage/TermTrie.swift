/// The first characters of a dictionary's words as a trie.
///
/// A walk that looks for typos turns back after few characters almost everywhere. In the dictionary itself each turn
/// would read memory that nobody has read for long; here the characters of siblings lie side by side, and what follows
/// from one is only read where the walk goes on.
final class TermTrie: Sendable {
    /// Characters of a word that are in the trie.
    static let depth = 4

    /// A character after a beginning that words have in common.
    struct Step {
        private let code: UInt32

        fileprivate init(_ character: UInt32, byteEnd: Int, isWord: Bool) {
            code = character | UInt32(byteEnd) << 21 | (isWord ? 1 << 26 : 0)
        }

        var character: UInt32 { code & 0x1F_FFFF }
        /// Bytes of the beginning and the character.
        var byteEnd: Int { Int(code >> 21 & 31) }
        /// Whether they are a word themselves.
        var isWord: Bool { code >> 26 & 1 != 0 }
    }

    /// What begins with a node's characters.
    private struct Rest {
        /// The first word, and the end of all.
        var start: UInt32
        var end: UInt32
        /// The first of the nodes below; they end where those of the next node begin.
        var firstChild: UInt32
    }

    /// By node. Nodes are numbered level by level, in the words' order.
    let steps: Buffer<Step>
    private let rests: Buffer<Rest>
    /// The nodes for the first character.
    let roots: Range<Int>

    /// Takes the words in ascending order.
    ///
    /// - Parameters:
    ///   - shared: By place, the bytes that a word shares with the one before.
    ///   - word: gives the word at a place.
    init(count: Int, shared: Buffer<UInt8>, word: (Int) -> UnsafeBufferPointer<UInt8>) {
        var steps = Array(repeating: [Step](), count: Self.depth)
        var rests = Array(repeating: [Rest](), count: Self.depth)
        var open = 0
        func close(at place: Int, downTo byteCount: Int) {
            while open > 0, let last = steps[open - 1].last, last.byteEnd > byteCount {
                open -= 1
                rests[open][rests[open].count - 1].end = UInt32(place)
            }
        }
        for place in 0..<count {
            close(at: place, downTo: Int(shared[place]))
            let word = word(place)
            var offset = open > 0 ? steps[open - 1].last?.byteEnd ?? 0 : 0
            while offset < word.count, open < Self.depth {
                let (scalar, length) = WordCutter.scalar(at: offset, in: word)
                offset += length
                steps[open].append(Step(scalar.value, byteEnd: offset, isWord: offset == word.count))
                let below = open + 1 < Self.depth ? steps[open + 1].count : 0
                rests[open].append(Rest(start: UInt32(place), end: 0, firstChild: UInt32(below)))
                open += 1
            }
        }
        close(at: count, downTo: 0)

        var next = 0
        for level in rests.indices {
            next += rests[level].count
            for place in rests[level].indices { rests[level][place].firstChild += UInt32(next) }
        }
        let end = Rest(start: UInt32(count), end: UInt32(count), firstChild: UInt32(next))
        self.steps = Buffer(Array(steps.joined()))
        self.rests = Buffer(rests.joined() + [end])
        roots = 0..<steps[0].count
    }

    /// The places of the words that begin with a node's characters.
    @inline(__always)
    func words(below node: Int) -> Range<Int> { Int(rests[node].start)..<Int(rests[node].end) }

    /// The nodes of the characters that come next.
    @inline(__always)
    func children(of node: Int) -> Range<Int> {
        Int(rests[node].firstChild)..<Int(rests[node + 1].firstChild)
    }

    var byteCount: Int { steps.byteCount + rests.byteCount }
}
