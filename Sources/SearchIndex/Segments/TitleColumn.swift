/// What each document of a segment is called, and its place in alphabetical order.
final class TitleColumn: Sendable {
    private let bytes: Buffer<UInt8>
    private let starts: Buffer<UInt32>
    /// Places in alphabetical order by document.
    let ranks: Buffer<UInt32>
    /// Documents in alphabetical order.
    let order: Buffer<UInt32>

    /// Takes the titles of all documents, `starts[d]..<starts[d + 1]` of `bytes` for document `d`, and what cuts them into
    /// words.
    init(starts: Buffer<UInt32>, bytes: Buffer<UInt8>, tokenizer: Tokenizer) {
        (self.starts, self.bytes) = (starts, bytes)
        let documentCount = starts.count - 1
        var keys = SortKeys(capacity: documentCount)
        for document in 0..<documentCount {
            keys.append(Self.utf8(of: document, in: bytes, starts), tokenizer)
        }
        order = Buffer(keys.sorted())
        ranks = Buffer(count: documentCount)
        for rank in 0..<order.count { ranks[Int(order[rank])] = UInt32(rank) }
    }

    subscript(document: Int) -> String { String(decoding: utf8(of: document), as: UTF8.self) }

    /// A title in place; as long as the column is held.
    func utf8(of document: Int) -> UnsafeBufferPointer<UInt8> { Self.utf8(of: document, in: bytes, starts) }

    private static func utf8(
        of document: Int,
        in bytes: Buffer<UInt8>,
        _ starts: Buffer<UInt32>
    ) -> UnsafeBufferPointer<UInt8> {
        let start = Int(starts[document])
        return UnsafeBufferPointer(start: bytes.base + start, count: Int(starts[document + 1]) - start)
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

    mutating func append(_ title: UnsafeBufferPointer<UInt8>, _ tokenizer: Tokenizer) {
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
