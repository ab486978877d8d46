/// What each document of a segment is called, and its place in alphabetical order.
final class TitleColumn: Sendable {
    private let bytes: Buffer<UInt8>
    private let starts: Buffer<UInt32>
    /// Places in alphabetical order by document.
    let ranks: Buffer<UInt32>
    /// Documents in alphabetical order.
    let order: Buffer<UInt32>

    /// Takes titles and the keys under which they stand in an alphabetical list, both by document.
    init(titles: [String], sortKeys: [[UInt8]]) {
        var bytes: [UInt8] = []
        starts = Buffer(count: titles.count + 1, filledWith: 0)
        for (document, title) in titles.enumerated() {
            bytes.append(contentsOf: title.utf8)
            starts[document + 1] = UInt32(bytes.count)
        }
        self.bytes = Buffer(bytes)
        var keyed = sortKeys.enumerated().map { document, key in
            (
                head: key.prefix(8).reduce(into: UInt64(0)) { $0 = $0 << 8 | UInt64($1) }
                    << UInt64(8 * (8 - min(key.count, 8))), document: UInt32(document)
            )
        }
        keyed.sort { one, other in
            if one.head != other.head { return one.head < other.head }
            let (left, right) = (sortKeys[Int(one.document)], sortKeys[Int(other.document)])
            if left == right { return one.document < other.document }
            return left.lexicographicallyPrecedes(right)
        }
        order = Buffer(keyed.map(\.document))
        ranks = Buffer(count: titles.count, filledWith: 0)
        for (rank, entry) in keyed.enumerated() { ranks[Int(entry.document)] = UInt32(rank) }
    }

    subscript(document: Int) -> String {
        let start = Int(starts[document])
        let run = UnsafeBufferPointer(start: bytes.base + start, count: Int(starts[document + 1]) - start)
        return String(decoding: run, as: UTF8.self)
    }

    var byteCount: Int { bytes.byteCount + starts.byteCount + ranks.byteCount + order.byteCount }
}
