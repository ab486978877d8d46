/// By term of a segment, the documents that have it: in the title, in other titles, and in other texts.
///
/// A title says more than a name in the cast, so ranking wants to know where a word may stand before it looks at a
/// document; and suggestions look into titles only.
final class TermDocuments: Sendable {
    let titles: PostingLists
    let otherTitles: PostingLists
    let texts: PostingLists
    /// Those of which a title begins with it, after its article.
    let beginnings: PostingLists
    /// The texts that are titles, one bit each.
    let titleFields: UInt8
    /// All texts, one bit each.
    private let allFields: UInt8
    /// By term: in which texts it stands, one bit each.
    private let fields: Buffer<UInt8>
    /// By term: the documents that have one of those before it, added up.
    private let countsBefore: Buffer<UInt32>

    /// Takes the words of all documents, see ``TokenCode``.
    init(tokens: Buffer<UInt32>, starts: Buffer<UInt32>, termCount: Int, kinds: [TextKind]) {
        let documentCount = starts.count - 1
        titleFields = kinds.indices.reduce(0) { kinds[$1] == .text ? $0 : $0 | 1 << UInt8($1) }
        allFields = UInt8(truncatingIfNeeded: 1 << kinds.count - 1)
        let kinds = Buffer((0..<TokenCode.maximumFields).map { $0 < kinds.count ? kinds[$0] : .text })
        let terms = Buffer<Term>(count: termCount, filledWith: Term())
        let titles = ListCollector(termCount: termCount)
        let otherTitles = ListCollector(termCount: termCount)
        let texts = ListCollector(termCount: termCount)
        let beginnings = ListCollector(termCount: termCount)
        for document in 0..<documentCount {
            for index in Int(starts[document])..<Int(starts[document + 1]) {
                let term = TokenCode.term(tokens[index])
                let field = TokenCode.field(tokens[index])
                terms.base[term].add(document, field: field)
                switch kinds[field] {
                case .title: titles.count(term, in: document)
                case .otherTitle: otherTitles.count(term, in: document)
                case .text: texts.count(term, in: document)
                }
                if TokenCode.beginsTitle(at: index, of: tokens, kinds) {
                    beginnings.count(term, in: document)
                }
            }
        }
        for collector in [titles, otherTitles, texts, beginnings] { collector.endCounting() }
        for document in 0..<documentCount {
            for index in Int(starts[document])..<Int(starts[document + 1]) {
                let term = TokenCode.term(tokens[index])
                switch kinds[TokenCode.field(tokens[index])] {
                case .title: titles.add(document, to: term)
                case .otherTitle: otherTitles.add(document, to: term)
                case .text: texts.add(document, to: term)
                }
                if TokenCode.beginsTitle(at: index, of: tokens, kinds) { beginnings.add(document, to: term) }
            }
        }
        countsBefore = Buffer(count: termCount + 1, filledWith: 0)
        fields = Buffer(count: termCount, filledWith: 0)
        for term in 0..<termCount {
            countsBefore[term + 1] = countsBefore[term] + terms[term].count
            fields[term] = terms[term].fields
        }
        self.titles = titles.lists(documentCount: documentCount)
        self.otherTitles = otherTitles.lists(documentCount: documentCount)
        self.texts = texts.lists(documentCount: documentCount)
        self.beginnings = beginnings.lists(documentCount: documentCount)
    }

    /// Number of documents that have a term.
    @inline(__always)
    func count(of term: Int) -> Int { count(of: term..<(term + 1)) }

    /// Number of documents that have some terms, added up.
    @inline(__always)
    func count(of terms: Range<Int>) -> Int {
        Int(countsBefore[terms.upperBound] - countsBefore[terms.lowerBound])
    }

    /// In which texts some of the terms stand, one bit each.
    func fields(of terms: Range<Int>) -> UInt8 {
        var found: UInt8 = 0
        for term in terms {
            found |= fields[term]
            if found == allFields { break }
        }
        return found
    }

    /// Adds the documents that have a term, anywhere or in titles only, to a set.
    func formUnion(of term: Int, titlesOnly: Bool, into set: Bits) {
        formUnion(of: term..<(term + 1), titlesOnly: titlesOnly, into: set)
    }

    /// Adds the documents that have any of some terms, anywhere or in titles only, to a set.
    func formUnion(of terms: Range<Int>, titlesOnly: Bool, into set: Bits) {
        titles.formUnion(of: terms, into: set)
        otherTitles.formUnion(of: terms, into: set)
        if !titlesOnly { texts.formUnion(of: terms, into: set) }
    }

    var byteCount: Int {
        titles.byteCount + otherTitles.byteCount + texts.byteCount + beginnings.byteCount
            + countsBefore.byteCount + fields.byteCount
    }
}

/// What is gathered of one term, in one place in memory: words come in any order.
private struct Term: BitwiseCopyable {
    /// The last document that was seen, plus one.
    private var last: UInt32 = 0
    private(set) var count: UInt32 = 0
    private(set) var fields: UInt8 = 0

    @inline(__always)
    mutating func add(_ document: Int, field: Int) {
        fields |= 1 << UInt8(field)
        if last == UInt32(document + 1) { return }
        last = UInt32(document + 1)
        count += 1
    }
}

/// Sorts documents into lists in two passes: the first one counts, the second one adds.
private final class ListCollector {
    private struct List: BitwiseCopyable {
        /// The last document that was seen, plus one.
        var last: UInt32 = 0
        /// First how many there are, then where the next one goes.
        var next: UInt32 = 0
    }

    /// By term.
    private let collected: Buffer<List>
    private let starts: Buffer<UInt32>
    private var documents = Buffer<UInt32>(count: 0, filledWith: 0)

    init(termCount: Int) {
        collected = Buffer(count: termCount, filledWith: List())
        starts = Buffer(count: termCount + 1, filledWith: 0)
    }

    @inline(__always)
    func count(_ term: Int, in document: Int) {
        let list = collected.base + term
        if list.pointee.last == UInt32(document + 1) { return }
        list.pointee.last = UInt32(document + 1)
        list.pointee.next += 1
    }

    func endCounting() {
        for term in 0..<collected.count {
            starts[term + 1] = starts[term] + collected[term].next
            collected[term] = List(last: 0, next: starts[term])
        }
        documents = Buffer(count: Int(starts[collected.count]), filledWith: 0)
    }

    @inline(__always)
    func add(_ document: Int, to term: Int) {
        let list = collected.base + term
        if list.pointee.last == UInt32(document + 1) { return }
        list.pointee.last = UInt32(document + 1)
        documents.base[Int(list.pointee.next)] = UInt32(document)
        list.pointee.next += 1
    }

    func lists(documentCount: Int) -> PostingLists {
        PostingLists(documentCount: documentCount, starts: starts, documents: documents)
    }
}
