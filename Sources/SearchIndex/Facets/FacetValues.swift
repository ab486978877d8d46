import Synchronization

/// The values of all facets, each with a number that it keeps for the life of the index.
///
/// All segments of an index share one, so counts from several segments add up by number.
final class FacetValues: Sendable {
    private let fields: Mutex<[FacetField]>

    init(fieldCount: Int, tokenizer: Tokenizer) {
        fields = Mutex((0..<fieldCount).map { _ in FacetField(tokenizer: tokenizer) })
    }

    /// Adds the number and the version of each value of a document, nil for those that are not counted. New values get new
    /// numbers; a newer key or label replaces the older.
    func number(_ document: SearchDocument, into found: inout [FacetField.Found?]) {
        let values = document.values
        document.withBytes { bytes in
            fields.withLock { fields in
                var start = 0
                while start < values.count {
                    let facet = Int(values[start].facet)
                    let end = values[start...].firstIndex { Int($0.facet) != facet } ?? values.count
                    if fields.indices.contains(facet) {
                        fields[facet].find(values[start..<end], bytes, into: &found)
                    } else {
                        found.append(contentsOf: repeatElement(nil, count: end - start))
                    }
                    start = end
                }
            }
        }
    }

    /// The number of a value by its key or its identifier.
    func number(ofKey key: String, field: Int) -> UInt32? {
        fields.withLock { $0[field].number(of: key) }
    }

    func value(_ number: Int, field: Int) -> FacetValue {
        fields.withLock { $0[field][number] }
    }

    func values(_ numbers: [Int], field: Int) -> [FacetValue] {
        fields.withLock { fields in numbers.map { fields[field][$0] } }
    }

    /// The values with the lowest keys among some.
    func firstByKey(_ numbers: [Int], limit: Int, field: Int) -> [Int] {
        guard limit > 0 else { return [] }
        guard numbers.count > limit else { return numbers }
        return fields.withLock { fields in
            var first: [(number: Int, key: String)] = []
            for number in numbers {
                let key = fields[field].key(of: number)
                if first.count == limit {
                    guard let last = first.last, key < last.key else { continue }
                    first.removeLast()
                }
                first.insert((number, key), at: first.firstIndex { key < $0.key } ?? first.count)
            }
            return first.map(\.number)
        }
    }

    func count(field: Int) -> Int {
        fields.withLock { $0[field].count }
    }

    /// Every value of a field in whose label each of these folded words begins some word.
    func numbers(field: Int, matching words: [[UInt8]]) -> [Int] {
        let needles = words.map { [UInt8(ascii: " ")] + $0 }
        return fields.withLock { $0[field].numbers(matching: needles) }
    }
}
