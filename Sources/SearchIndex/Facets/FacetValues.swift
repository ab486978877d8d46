import Synchronization

/// Numbers by key. A dictionary of strings would take several times as long to look into.
private struct KeyNumbers {
    private var keys = TermInterner()
    /// By number of the key.
    private var numbers: [UInt32] = []

    subscript(key: String) -> UInt32? {
        var key = key
        return key.withUTF8 { keys.find($0).map { numbers[Int($0)] } }
    }

    mutating func set(_ key: String, to number: UInt32) {
        var key = key
        let place = Int(key.withUTF8 { keys.number(of: $0) })
        if place < numbers.count { numbers[place] = number } else { numbers.append(number) }
    }
}

/// The values of all facets, each with a number that it keeps for the life of the index.
///
/// All segments of an index share one, so counts from several segments add up by number.
final class FacetValues: Sendable {
    private struct Field {
        var numbers = KeyNumbers()
        var values: [FacetValue] = []
        /// Folded words of all labels, each led by a blank.
        var folded: [UInt8] = []
        /// By number: where its label lies in `folded`.
        var places: [Range<Int>] = []
    }

    private let fields: Mutex<[Field]>
    private let tokenizer: Tokenizer

    init(fieldCount: Int, tokenizer: Tokenizer) {
        fields = Mutex(Array(repeating: Field(), count: fieldCount))
        self.tokenizer = tokenizer
    }

    /// The numbers of one document's values, new ones for new values. A newer key or label replaces the older.
    func numbers(of values: [FacetValue], field: Int, into result: inout [UInt32]) {
        fields.withLock { fields in
            for value in values { result.append(number(of: value, in: &fields[field])) }
        }
    }

    private func number(of value: FacetValue, in field: inout Field) -> UInt32 {
        guard let number = field.numbers[value.id ?? value.key] else {
            let number = UInt32(field.values.count)
            if let id = value.id { field.numbers.set(id, to: number) }
            field.numbers.set(value.key, to: number)
            field.values.append(value)
            let place = fold(value.label, into: &field)
            field.places.append(place)
            return number
        }
        let held = field.values[Int(number)]
        if held != value {
            if held.key != value.key { field.numbers.set(value.key, to: number) }
            if held.label != value.label { field.places[Int(number)] = fold(value.label, into: &field) }
            field.values[Int(number)] = value
        }
        return number
    }

    /// The number of a value by its key or its identifier.
    func number(ofKey key: String, field: Int) -> UInt32? {
        fields.withLock { $0[field].numbers[key] }
    }

    func value(_ number: Int, field: Int) -> FacetValue {
        fields.withLock { $0[field].values[number] }
    }

    func values(_ numbers: [Int], field: Int) -> [FacetValue] {
        fields.withLock { fields in numbers.map { fields[field].values[$0] } }
    }

    /// The values with the lowest keys among some.
    func firstByKey(_ numbers: [Int], limit: Int, field: Int) -> [Int] {
        guard limit > 0 else { return [] }
        guard numbers.count > limit else { return numbers }
        return fields.withLock { fields in
            let values = fields[field].values
            var first: [Int] = []
            for number in numbers {
                if first.count == limit {
                    guard let last = first.last, values[number].key < values[last].key else { continue }
                    first.removeLast()
                }
                let place = first.firstIndex { values[number].key < values[$0].key } ?? first.count
                first.insert(number, at: place)
            }
            return first
        }
    }

    func count(field: Int) -> Int {
        fields.withLock { $0[field].values.count }
    }

    /// Every value of a field in whose label each of these folded words begins some word.
    func numbers(field: Int, matching words: [[UInt8]]) -> [Int] {
        let needles = words.map { [UInt8(ascii: " ")] + $0 }
        return fields.withLock { fields in
            let field = fields[field]
            return field.folded.withUnsafeBufferPointer { folded in
                field.places.indices.filter { number in
                    let label = UnsafeBufferPointer(rebasing: folded[field.places[number]])
                    return needles.allSatisfy { Self.contains($0, in: label) }
                }
            }
        }
    }

    private func fold(_ label: String, into field: inout Field) -> Range<Int> {
        var list = TokenList()
        tokenizer.tokenize(label, for: .document, into: &list)
        let start = field.folded.count
        for token in list.tokens {
            field.folded.append(UInt8(ascii: " "))
            field.folded.append(contentsOf: list.bytes(of: token))
        }
        return start..<field.folded.count
    }

    private static func contains(_ needle: [UInt8], in text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard needle.count <= text.count else { return false }
        for start in 0...(text.count - needle.count) where text[start] == needle[0] {
            var length = 1
            while length < needle.count, text[start + length] == needle[length] { length += 1 }
            if length == needle.count { return true }
        }
        return false
    }
}
