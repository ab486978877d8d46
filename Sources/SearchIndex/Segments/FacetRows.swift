/// The values of all facets with few values, side by side by document: a result is counted with one access to memory a
/// document, for all of them.
final class FacetRows: Sendable {
    /// Facets with more values than this are not in the rows.
    static let maximumValues = 254
    private static let none: UInt8 = 255
    /// The document has more values than its row has places; they are in the column.
    private static let many: UInt8 = 254
    private static let maximumWidth = MemoryLayout<Row>.size
    private typealias Row = SIMD16<UInt8>
    /// Rows that are read before the first of them is counted.
    private static let fetchedTogether = 64
    /// Places for one facet.
    private static let maximumPlaces = 5

    private let bytes: Buffer<UInt8>
    private let width: Int
    /// By facet: where its values are in a row; nil for a facet that is not there.
    private let places: [Range<Int>?]
    private let columns: [FacetColumn]

    init(_ columns: [FacetColumn], documentCount: Int) {
        self.columns = columns
        var width = 0
        places = columns.map { column in
            guard column.values.count < Self.maximumValues else { return nil }
            let most = (0..<documentCount).reduce(0) {
                max($0, Int(column.starts[$1 + 1] - column.starts[$1]))
            }
            let end = width + max(min(most, Self.maximumPlaces), 1)
            guard end <= Self.maximumWidth else { return nil }
            defer { width = end }
            return width..<end
        }
        self.width = width
        // The last row, too, is read in its greatest width.
        bytes = Buffer(count: width * documentCount + Self.maximumWidth, filledWith: Self.none)
        for (column, places) in zip(columns, places) {
            if let places { fill(column, places, documentCount) }
        }
    }

    private func fill(_ column: FacetColumn, _ places: Range<Int>, _ documentCount: Int) {
        for document in 0..<documentCount {
            let row = bytes.base + document * width + places.lowerBound
            guard column.starts[document + 1] - column.starts[document] <= places.count else {
                row[0] = Self.many
                continue
            }
            var next = 0
            column.forEachValue(of: document) { value in
                row[next] = UInt8(column.place(of: UInt32(value)) ?? Int(Self.none))
                next += 1
            }
        }
    }

    func hasFacet(_ facet: Int) -> Bool { places[facet] != nil }

    /// Counts the values of several facets among documents: by byte of a row, how many documents have which value there.
    func tally(_ facets: [Int], of documents: Bits) -> FacetTally {
        let wanted = Buffer(facets.compactMap { places[$0] }.joined().map { $0 })
        let tally = FacetTally(width: width)
        let (rows, width, counts) = (UnsafeRawPointer(bytes.base), width, tally.counts.base)
        // Rows lie apart in memory. Reads that nothing waits for go on side by side, so rows are fetched first and counted
        // then: that takes half as long as one after the other.
        let fetched = Buffer(count: Self.fetchedTogether, filledWith: Row())
        var fetchedCount = 0
        func count() {
            let start = UnsafeRawPointer(fetched.base)
            for place in 0..<fetchedCount {
                let row = start + place * Self.maximumWidth
                // What a row does not have is counted, too, and not looked at.
                for index in 0..<wanted.count {
                    let byte = wanted[index]
                    counts[byte << 8 | Int(row.load(fromByteOffset: byte, as: UInt8.self))] &+= 1
                }
            }
            fetchedCount = 0
        }
        documents.forEach { document in
            fetched.base[fetchedCount] = rows.loadUnaligned(fromByteOffset: document * width, as: Row.self)
            fetchedCount += 1
            if fetchedCount == Self.fetchedTogether { count() }
        }
        count()
        return tally
    }

    /// Adds how many of the documents have each value of a facet.
    func add(_ tally: FacetTally, of facet: Int, among documents: Bits, to counts: Buffer<UInt32>) {
        guard let places = places[facet] else { return }
        let column = columns[facet]
        for byte in places {
            for place in 0..<column.values.count {
                counts[Int(column.values[place])] += tally.counts[byte << 8 | place]
            }
        }
        guard tally.counts[places.lowerBound << 8 | Int(Self.many)] > 0 else { return }
        documents.forEach { document in
            guard bytes[document * width + places.lowerBound] == Self.many else { return }
            column.forEachValue(of: document) { counts.base[$0] &+= 1 }
        }
    }

    var byteCount: Int { bytes.byteCount }
}

/// How many documents have which value in each byte of their rows.
struct FacetTally {
    /// 256 a byte.
    fileprivate let counts: Buffer<UInt32>

    fileprivate init(width: Int) { counts = Buffer(count: width << 8, filledWith: 0) }
}
