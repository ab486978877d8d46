/// One title of a document, as far as ranking must know it to rule documents out: its length and its first two words.
struct TitleShape: BitwiseCopyable {
    /// There is no such word.
    private static let none: UInt32 = 1 << 28

    fileprivate var first = Self.none
    private var second = Self.none
    /// Where the document's next title is, if it has one.
    fileprivate var next: UInt32 = 0
    /// Its words without its article and, if others are left, without stop words; at most 255.
    private(set) var length: UInt8 = 0
    /// It is in the first text of the schema that names documents.
    let isMain: Bool
    private var hasArticle = false
    /// Several words stand at one of the first places, so that it is not known how it begins.
    private var isBlurred = false

    init(isMain: Bool) { self.isMain = isMain }

    /// Adds a word at a place: 0 for the article, 1 for the first word.
    mutating func add(_ code: UInt32, at place: Int) {
        if code & TokenCode.variant != 0 {
            if place <= 2 { isBlurred = true }
            return
        }
        if place == 0 {
            hasArticle = true
            return
        }
        let word = code & (TokenCode.termMask | TokenCode.stop)
        if place == 1 { first = word } else if place == 2 { second = word }
        if length < 255 { length += 1 }
    }

    var beginsWithStopWord: Bool { first & (Self.none | TokenCode.stop) == TokenCode.stop }

    mutating func leaveOut(stopWords: Int) { if Int(length) > stopWords { length -= UInt8(stopWords) } }

    /// Whether it may go on with a second word of a query after the first one. If the first one may be its article,
    /// it may.
    @inline(__always)
    func mayGoOn(afterArticle: Bool, isSecond: (_ term: Int) -> Bool) -> Bool {
        if isBlurred || afterArticle && hasArticle { return true }
        return second & Self.none == 0 && isSecond(TokenCode.term(second))
    }

    /// Whether a query may have all its words, but for stop words.
    @inline(__always)
    func mayBeCovered(by isFound: (_ term: Int) -> Bool) -> Bool {
        if isBlurred { return true }
        return (Self.isLeftOut(first) || isFound(TokenCode.term(first)))
            && (Self.isLeftOut(second) || isFound(TokenCode.term(second)))
    }

    @inline(__always)
    private static func isLeftOut(_ word: UInt32) -> Bool { word & (none | TokenCode.stop) != 0 }
}

/// The shapes of all titles of a segment's documents.
final class TitleShapes: Sendable {
    /// Titles of at most so many words are short.
    static let short = 6

    /// By number of words: the documents that have a title with no more.
    let upTo: [Bits]
    /// By document: its first title, so that one look into memory is enough for most.
    private let first: Buffer<TitleShape>
    /// All other titles. The first one stands for none.
    private let others: Buffer<TitleShape>
    /// The documents of which a title begins with a stop word.
    let afterStopWord: Bits

    /// Takes the words of all documents, see ``TokenCode``.
    init(tokens: Buffer<UInt32>, starts tokenStarts: Buffer<UInt32>, kinds: [TextKind]) {
        let documentCount = tokenStarts.count - 1
        let upTo = (0...Self.short).map { _ in Bits(capacity: documentCount) }
        // A shape of no length stands for no title.
        let first = Buffer(count: documentCount, filledWith: TitleShape(isMain: true))
        var others = [TitleShape(isMain: false)]
        let afterStopWord = Bits(capacity: documentCount)
        let lastTitle = kinds.lastIndex { $0 != .text } ?? -1
        for document in 0..<documentCount {
            var shape: TitleShape?
            var place = 0
            var stopWords = 0
            func endTitle() {
                guard var ended = shape else { return }
                shape = nil
                ended.leaveOut(stopWords: stopWords)
                if ended.length == 0 { return }
                if ended.beginsWithStopWord { afterStopWord.insert(document) }
                if first[document].length == 0 {
                    first[document] = ended
                } else {
                    ended.next = first[document].next
                    first[document].next = UInt32(others.count)
                    others.append(ended)
                }
                for set in upTo[min(Int(ended.length), upTo.count)...] { set.insert(document) }
            }
            for index in Int(tokenStarts[document])..<Int(tokenStarts[document + 1]) {
                let code = tokens[index]
                let field = TokenCode.field(code)
                if field > lastTitle { break }
                if code & TokenCode.start != 0 {
                    endTitle()
                    if kinds[field] != .text { shape = TitleShape(isMain: kinds[field] == .title) }
                    place = code & TokenCode.article != 0 ? 0 : 1
                    stopWords = 0
                } else if code & TokenCode.variant == 0 {
                    place += 1
                }
                shape?.add(code, at: place)
                if place > 0, code & (TokenCode.stop | TokenCode.variant) == TokenCode.stop { stopWords += 1 }
            }
            endTitle()
        }
        self.upTo = upTo
        self.afterStopWord = afterStopWord
        self.first = first
        self.others = Buffer(others)
    }

    /// The first word of a document's first title; none has a number of its own.
    @inline(__always)
    func firstWord(of document: Int) -> UInt32 { first[document].first }

    /// The first word of another title of a document, likewise.
    @inline(__always)
    func firstWordOfOther(of document: Int) -> UInt32 { others[Int(first[document].next)].first }

    /// Calls `body` with each title of a document that has words.
    @inline(__always)
    func forEach(of document: Int, _ body: (TitleShape) -> Void) {
        var shape = first[document]
        if shape.length == 0 { return }
        body(shape)
        while shape.next != 0 {
            shape = others[Int(shape.next)]
            body(shape)
        }
    }

    var byteCount: Int {
        upTo.reduce(first.byteCount + others.byteCount + afterStopWord.byteCount) { $0 + $1.byteCount }
    }
}
