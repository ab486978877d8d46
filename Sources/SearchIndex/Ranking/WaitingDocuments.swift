/// Documents that are about to be looked at closely.
///
/// What a document has to say lies anywhere in memory. A processor waits for many reads at once where none needs what
/// another one gives, so the words of all that wait are read before the first document is looked at.
struct WaitingDocuments {
    struct Entry: BitwiseCopyable {
        var document: Int
        /// Whether the query may spell a whole title of it.
        var isCoverable: Bool
    }

    private static let most = 32
    /// What lies in one line of the processor's cache.
    private static let tokensOfLine = 16

    private let segment: Segment
    private let entries = Buffer<Entry>(count: most)
    private let starts = Buffer<(first: UInt32, end: UInt32)>(count: most)
    /// Where what is read goes, so that it is read.
    private let sink = Buffer<UInt32>(count: 1, filledWith: 0)
    private var count = 0

    init(segment: Segment) { self.segment = segment }

    var isFull: Bool { count == Self.most }

    @inline(__always)
    mutating func add(_ document: Int, isCoverable: Bool) {
        entries[count] = Entry(document: document, isCoverable: isCoverable)
        count += 1
    }

    /// Reads what all that wait will be asked for, and says how many they are. They stay at their places, in the order in which
    /// they came, until others are added.
    mutating func fetchAll() -> Int {
        defer { count = 0 }
        if count > 1 { fetch() }
        return count
    }

    @inline(__always)
    subscript(place: Int) -> Entry { entries[place] }

    private func fetch() {
        var read: UInt32 = 0
        for place in 0..<count {
            let document = entries[place].document
            starts[place] = (segment.tokenStarts[document], segment.tokenStarts[document + 1])
            read &+= segment.shapes.firstWord(of: document)
        }
        for place in 0..<count {
            read &+= segment.shapes.firstWordOfOther(of: entries[place].document)
            let (first, end) = starts[place]
            for index in stride(from: Int(first), to: Int(end), by: Self.tokensOfLine) {
                read &+= segment.tokens[index]
            }
        }
        sink[0] = read
    }
}
