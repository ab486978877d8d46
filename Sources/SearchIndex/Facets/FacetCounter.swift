/// Counts how many documents of a result have each value of a facet; always exact.
///
/// A small result is counted by going through its documents' values. A large one is counted value by value, the most
/// frequent first: a value cannot be in more documents of the result than in documents at all, so the count ends when
/// no value that is left could be among the wanted.
struct FacetCounter {
    /// One segment's part of the result.
    final class Part {
        let segment: Segment
        let documents: Bits
        let count: Int
        /// The facets that are counted by the documents' rows.
        private let inRows: [Int]
        private lazy var tally = segment.facetRows.tally(inRows, of: documents)

        /// - Parameter facets: All that are to be counted.
        init(segment: Segment, documents: Bits, count: Int, facets: [Int]) {
            self.segment = segment
            self.documents = documents
            self.count = count
            // A row that is read for one facet is at hand for the others, so all are counted in the same way.
            let inRows = Set(facets).filter { segment.facetRows.hasFacet($0) }
            let large = inRows.reduce(0) { $0 + segment.facets[$1].largeResult }
            self.inRows = count <= large ? Array(inRows) : []
        }

        /// Adds how many documents have each value of a facet, by their rows; false when it is not to be counted so.
        fileprivate func addRows(of facet: Int, to counts: Buffer<UInt32>) -> Bool {
            guard inRows.contains(facet) else { return false }
            segment.facetRows.add(tally, of: facet, among: documents, to: counts)
            return true
        }
    }

    let values: FacetValues
    let facet: Int

    /// The most frequent values among the documents.
    func top(_ limit: Int, in parts: [Part]) -> [SearchAnswer.FacetCount] {
        let valueCount = values.count(field: facet)
        guard limit > 0, valueCount > 0 else { return [] }
        let counts = Buffer<UInt32>(count: valueCount, filledWith: 0)
        var large: Part?
        for part in parts where part.count > 0 {
            let column = part.segment.facets[facet]
            let hasFewValues = column.values.count <= FacetRows.maximumValues
            if !hasFewValues, large == nil, part.count > part.segment.documentCount / 8 {
                large = part
            } else if part.addRows(of: facet, to: counts) {
                continue
            } else if hasFewValues, part.count > column.largeResult {
                for place in 0..<column.values.count {
                    counts[Int(column.values[place])] += UInt32(
                        column.postings.intersectionCount(of: place, with: part.documents)
                    )
                }
            } else {
                part.documents.forEach { document in
                    column.forEachValue(of: document) { counts.base[$0] &+= 1 }
                }
            }
        }
        var best = BestCounts(limit: limit)
        guard let large else {
            for value in 0..<valueCount where counts[value] > 0 {
                best.offer(value, count: Int(counts[value]))
            }
            return finish(best)
        }
        var mostElsewhere = 0
        for value in 0..<valueCount { mostElsewhere = max(mostElsewhere, Int(counts[value])) }
        let column = large.segment.facets[facet]
        for index in 0..<column.byFrequency.count {
            let place = Int(column.byFrequency[index])
            if column.postings.count(of: place) + mostElsewhere < best.least { break }
            let value = Int(column.values[place])
            let count =
                column.postings.intersectionCount(of: place, with: large.documents) + Int(counts[value])
            counts[value] = 0
            if count > 0 { best.offer(value, count: count) }
        }
        // Values that the large segment does not have, or that came after the end.
        for value in 0..<valueCount where counts[value] > 0 && Int(counts[value]) >= best.least {
            var count = Int(counts[value])
            if let place = column.place(of: UInt32(value)) {
                count += column.postings.intersectionCount(of: place, with: large.documents)
            }
            best.offer(value, count: count)
        }
        return finish(best)
    }

    /// The most frequent of the values whose labels match a text.
    func top(_ limit: Int, matching text: [[UInt8]], in parts: [Part]) -> [SearchAnswer.FacetCount] {
        guard limit > 0 else { return [] }
        var best = BestCounts(limit: limit)
        for value in values.numbers(field: facet, matching: text) {
            var count = 0
            for part in parts where part.count > 0 {
                let column = part.segment.facets[facet]
                guard let place = column.place(of: UInt32(value)) else { continue }
                count += column.postings.intersectionCount(of: place, with: part.documents)
            }
            if count > 0 { best.offer(value, count: count) }
        }
        return finish(best)
    }

    private func finish(_ best: BestCounts) -> [SearchAnswer.FacetCount] {
        let wanted = best.limit
        let above = best.entries.filter { $0.count > best.least }
        let level = best.entries.filter { $0.count == best.least }
        let chosen = values.firstByKey(level.map(\.value), limit: wanted - above.count, field: facet)
        let counted = above + chosen.map { ($0, best.least) }
        let found = values.values(counted.map(\.0), field: facet)
        return zip(found, counted).map { SearchAnswer.FacetCount(value: $0, count: $1.1) }
            .sorted { $0.count != $1.count ? $0.count > $1.count : $0.value.key < $1.value.key }
    }
}

/// The largest counts, with all that tie with the least of them.
private struct BestCounts {
    let limit: Int
    private(set) var entries: [(value: Int, count: Int)] = []
    /// A count below this one cannot be among the best.
    private(set) var least = 1
    /// The largest counts, ascending.
    private var largest: [Int] = []

    init(limit: Int) { self.limit = limit }

    mutating func offer(_ value: Int, count: Int) {
        guard count >= least else { return }
        entries.append((value, count))
        if largest.count == limit, count == least { return }
        largest.insert(count, at: largest.indices.partitioningIndex { largest[$0] >= count })
        if largest.count > limit { largest.removeFirst() }
        if largest.count == limit { least = largest[0] }
    }
}
