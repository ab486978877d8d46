/// The values of one facet in a segment: by document to count small results, by value to filter and to count large ones.
final class FacetColumn: Sendable {
    /// Where each document's values begin.
    let starts: Buffer<UInt32>
    private let narrow: Buffer<UInt16>?
    private let wide: Buffer<UInt32>?
    /// The values that the segment has, ascending.
    let values: Buffer<UInt32>
    /// By place in ``values``: the documents that have the value.
    let postings: PostingLists
    /// Places in ``values``, the most frequent first.
    let byFrequency: Buffer<UInt32>
    /// A result of more documents is counted faster by intersecting the sets of all values than by going through the
    /// documents' rows: one of them takes as long as 10 words of a bitmap or 2 entries of a list.
    let largeResult: Int

    /// Takes the values of all documents, `starts[d]..<starts[d + 1]` of `values` for document `d`.
    init(starts: Buffer<UInt32>, values all: Buffer<UInt32>) {
        self.starts = starts
        let documentCount = starts.count - 1
        let largest = Int(all.elements.max() ?? 0)
        narrow = largest < 1 << 16 ? Buffer(all.elements.map { UInt16($0) }) : nil
        wide = largest < 1 << 16 ? nil : all

        let numbers = FacetNumbers(all.elements, largest: largest)
        let (distinct, sizes) = (numbers.values, numbers.sizes)
        let listStarts = Buffer<UInt32>(count: distinct.count + 1, filledWith: 0)
        for place in sizes.indices { listStarts[place + 1] = listStarts[place] + sizes[place] }
        let next = Buffer<UInt32>(count: distinct.count, filledWith: 0)
        for place in sizes.indices { next[place] = listStarts[place] }
        let documents = Buffer<UInt32>(count: all.count, filledWith: 0)
        for document in 0..<documentCount {
            for index in Int(starts[document])..<Int(starts[document + 1]) {
                let place = numbers.place(of: all[index])
                documents[Int(next[place])] = UInt32(document)
                next[place] += 1
            }
        }
        values = Buffer(distinct)
        postings = PostingLists(documentCount: documentCount, starts: listStarts, documents: documents)
        let sorted = distinct.indices.sorted {
            let (one, other) = (sizes[$0], sizes[$1])
            return one != other ? one > other : $0 < $1
        }
        byFrequency = Buffer(sorted.map { UInt32($0) })
        let postings = postings
        largeResult = distinct.indices.reduce(0) { total, place in
            total + (postings.bitmap(of: place).map { $0.wordCount / 10 } ?? postings.count(of: place) / 2)
        }
    }

    @inline(__always)
    func forEachValue(of document: Int, _ body: (Int) -> Void) {
        let range = Int(starts[document])..<Int(starts[document + 1])
        if let narrow {
            for index in range { body(Int(narrow[index])) }
        } else if let wide {
            for index in range { body(Int(wide[index])) }
        }
    }

    /// The place of a value in ``values``, if the segment has it.
    func place(of value: UInt32) -> Int? {
        let place = (0..<values.count).partitioningIndex { values[$0] >= value }
        return place < values.count && values[place] == value ? place : nil
    }

    var byteCount: Int {
        starts.byteCount + (narrow?.byteCount ?? 0) + (wide?.byteCount ?? 0) + values.byteCount
            + postings.byteCount + byFrequency.byteCount
    }
}
