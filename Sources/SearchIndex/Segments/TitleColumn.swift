/// What each document of a segment is called, and its place in alphabetical order.
final class TitleColumn: Sendable {
    private let bytes: Buffer<UInt8>
    private let starts: Buffer<UInt32>
    /// Places in alphabetical order by document.
    let ranks: Buffer<UInt32>
    /// Documents in alphabetical order.
    let order: Buffer<UInt32>

    /// Takes titles by document, and what cuts them into words.
    init(titles: [String], tokenizer: Tokenizer) {
        var bytes: [UInt8] = []
        starts = Buffer(count: titles.count + 1, filledWith: 0)
        var keys = SortKeys(capacity: titles.count)
        for (document, title) in titles.enumerated() {
            bytes.append(contentsOf: title.utf8)
            starts[document + 1] = UInt32(bytes.count)
            keys.append(title, tokenizer)
        }
        self.bytes = Buffer(bytes)
        order = Buffer(keys.sorted())
        ranks = Buffer(count: titles.count, filledWith: 0)
        for rank in 0..<order.count { ranks[Int(order[rank])] = UInt32(rank) }
    }

    subscript(document: Int) -> String {
        let start = Int(starts[document])
        let run = UnsafeBufferPointer(start: bytes.base + start, count: Int(starts[document + 1]) - start)
        return String(decoding: run, as: UTF8.self)
    }

    var byteCount: Int { bytes.byteCount + starts.byteCount + ranks.byteCount + order.byteCount }
}

/// What the titles stand under in an alphabetical list, one after the other.
private struct SortKeys {
    private var bytes: [UInt8] = []
    private var starts: [Int] = [0]
    /// Of each its first eight bytes as a number, which decides most comparisons; and its document.
    private var heads: [(head: UInt64, document: UInt32)] = []
    private var words = TokenList()

    init(capacity: Int) {
        starts.reserveCapacity(capacity + 1)
        heads.reserveCapacity(capacity)
    }

    mutating func append(_ title: String, _ tokenizer: Tokenizer) {
        let start = bytes.count
        tokenizer.appendSortKey(of: title, to: &bytes, words: &words)
        var head: UInt64 = 0
        for index in start..<(start + 8) {
            head = head << 8 | (index < bytes.count ? UInt64(bytes[index]) : 0)
        }
        heads.append((head, UInt32(heads.count)))
        starts.append(bytes.count)
    }

    /// The documents in order of their keys, equal ones by number.
    consuming func sorted() -> [UInt32] {
        var keyed = heads
        bytes.withUnsafeBufferPointer { bytes in
            starts.withUnsafeBufferPointer { starts in
                keyed.sort { one, other in
                    if one.head != other.head { return one.head < other.head }
                    let left = bytes[starts[Int(one.document)]..<starts[Int(one.document) + 1]]
                    let right = bytes[starts[Int(other.document)]..<starts[Int(other.document) + 1]]
                    if left.lexicographicallyPrecedes(right) { return true }
                    return one.document < other.document && !right.lexicographicallyPrecedes(left)
                }
            }
        }
        return keyed.map(\.document)
    }
}
