/// Many ascending lists of document numbers, compressed.
///
/// A list of one document is kept in the table itself. A list that names at least one document in 64 is a bitmap,
/// which takes some more memory and is united and intersected in less time.
/// All others are cut into blocks of 128 documents; a block keeps its first document and, in one, two or four bytes
/// each, how far the others are from it ("frame of reference"): a block is read without summing up, and one document
/// of it without reading the others.
final class PostingLists: Sendable {
    static let blockLength = 128

    /// Number of documents that lists may name.
    let documentCount: Int
    /// By list: number of documents.
    private let counts: Buffer<UInt32>
    /// By list: the only document, the number of its bitmap, or where its blocks begin.
    private let places: Buffer<UInt32>
    private let blocks: Buffer<UInt8>
    private let bitmaps: [Bits]

    /// Compresses lists that lie one after the other in `documents`; list `i` is `starts[i]..<starts[i + 1]`.
    init(documentCount: Int, starts: Buffer<UInt32>, documents: Buffer<UInt32>) {
        self.documentCount = documentCount
        let listCount = starts.count - 1
        counts = Buffer(count: listCount, filledWith: 0)
        places = Buffer(count: listCount, filledWith: 0)
        var encoder = BlockEncoder()
        var bitmaps: [Bits] = []
        for list in 0..<listCount {
            let start = Int(starts[list])
            let count = Int(starts[list + 1]) - start
            counts[list] = UInt32(count)
            if count == 0 { continue }
            let run = UnsafeBufferPointer(start: documents.base + start, count: count)
            if count == 1 {
                places[list] = run[0]
            } else if Self.isBitmap(count: count, of: documentCount) {
                let bits = Bits(capacity: documentCount)
                for document in run { bits.insert(Int(document)) }
                places[list] = UInt32(bitmaps.count)
                bitmaps.append(bits)
            } else {
                places[list] = UInt32(encoder.bytes.count)
                encoder.append(run)
            }
        }
        // A read of four bytes at the very end stays inside.
        encoder.bytes.append(contentsOf: [0, 0, 0, 0])
        blocks = Buffer(encoder.bytes)
        self.bitmaps = bitmaps
    }

    private static func isBitmap(count: Int, of documentCount: Int) -> Bool {
        count >= 64 && count >= documentCount / 64
    }

    var listCount: Int { counts.count }

    /// Number of documents in a list.
    @inline(__always)
    func count(of list: Int) -> Int { Int(counts[list]) }

    /// The bitmap of a list that is kept as one.
    func bitmap(of list: Int) -> Bits? {
        let count = count(of: list)
        return count > 1 && Self.isBitmap(count: count, of: documentCount) ? bitmaps[Int(places[list])] : nil
    }

    /// Calls `body` with every document of a list in ascending order.
    @inline(__always)
    func forEach(in list: Int, _ body: (Int) -> Void) {
        let count = count(of: list)
        if count <= 1 {
            if count == 1 { body(Int(places[list])) }
        } else if let bitmap = bitmap(of: list) {
            bitmap.forEach(body)
        } else {
            forEachInBlocks(at: Int(places[list]), count: count, body)
        }
    }

    @inline(__always)
    private func forEachInBlocks(at start: Int, count: Int, _ body: (Int) -> Void) {
        var cursor = UnsafeRawPointer(blocks.base + start)
        var left = count
        while left > 0 {
            let length = min(left, Self.blockLength)
            let base = Int(cursor.loadUnaligned(as: UInt32.self))
            let width = cursor.load(fromByteOffset: 4, as: UInt8.self)
            cursor += 5
            switch width {
            case 1:
                for index in 0..<length {
                    body(base + Int(cursor.load(fromByteOffset: index, as: UInt8.self)))
                }
                cursor += length
            case 2:
                for index in 0..<length {
                    body(base + Int(cursor.loadUnaligned(fromByteOffset: index * 2, as: UInt16.self)))
                }
                cursor += length * 2
            default:
                for index in 0..<length {
                    body(base + Int(cursor.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)))
                }
                cursor += length * 4
            }
            left -= length
        }
    }

    /// Adds a list's documents to a set.
    func formUnion(of list: Int, into set: Bits) { formUnion(of: list..<(list + 1), into: set) }

    /// Adds the documents of neighbouring lists to a set.
    ///
    /// Most words stand in one document, so most lists are a number in the table: they are read one after the other.
    func formUnion(of lists: Range<Int>, into set: Bits) {
        var total = 0
        for list in lists { total &+= count(of: list) }
        if total > 2 * set.blockCount {
            set.insertMany { insert in formUnion(of: lists, into: set, insert) }
        } else {
            formUnion(of: lists, into: set) { set.insert($0) }
        }
    }

    @inline(__always)
    private func formUnion(of lists: Range<Int>, into set: Bits, _ insert: (Int) -> Void) {
        for list in lists {
            let count = count(of: list)
            if count == 1 {
                insert(Int(places[list]))
            } else if count > 1 {
                if Self.isBitmap(count: count, of: documentCount) {
                    set.formUnion(bitmaps[Int(places[list])])
                } else {
                    forEachInBlocks(at: Int(places[list]), count: count, insert)
                }
            }
        }
    }

    /// Number of a list's documents that are in a set.
    func intersectionCount(of list: Int, with set: Bits) -> Int {
        if let bitmap = bitmap(of: list) { return bitmap.intersectionCount(set) }
        let words = set.words
        var total = 0
        forEach(in: list) { total &+= Int(truncatingIfNeeded: words[$0 >> 6] >> UInt64($0 & 63) & 1) }
        return total
    }

    /// Bytes that all lists take.
    var byteCount: Int {
        counts.byteCount + places.byteCount + blocks.byteCount + bitmaps.reduce(0) { $0 + $1.byteCount }
    }
}

private struct BlockEncoder {
    var bytes: [UInt8] = []

    mutating func append(_ documents: UnsafeBufferPointer<UInt32>) {
        var start = 0
        while start < documents.count {
            let end = min(start + PostingLists.blockLength, documents.count)
            let base = documents[start]
            let span = documents[end - 1] - base
            append(base, width: 4)
            let width = span < 1 << 8 ? 1 : span < 1 << 16 ? 2 : 4
            bytes.append(UInt8(width))
            for index in start..<end { append(documents[index] - base, width: width) }
            start = end
        }
    }

    private mutating func append(_ value: UInt32, width: Int) {
        for byte in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(byte * 8))) }
    }
}
