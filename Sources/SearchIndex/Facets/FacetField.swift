/// The values of one facet: numbers for keys and identifiers, and the other way round.
///
/// Texts lie in one run of bytes: to compare a value with what is held of it touches one place in memory and makes no
/// string. A key or label that changes is added at the end.
struct FacetField: Sendable {
    /// A value that a document has.
    struct Found {
        let number: UInt32
        /// Another one for each key and label that the number has had.
        let version: UInt32
    }

    private struct Place {
        /// Where the key and after it the label lie.
        var start: UInt32
        var middle: UInt32
        var end: UInt32
        /// Where the folded words of the label lie.
        var folded: Range<UInt32>
    }

    private let tokenizer: Tokenizer
    private var keys = TermInterner()
    /// By number of the key: the number of the value.
    private var numbersByKey: [UInt32] = []
    private var numbersByID = IdentifierNumbers()
    /// By number.
    private var places: [Place] = []
    private var bytes: [UInt8] = []
    /// Folded words of all labels, each led by a blank.
    private var folded: [UInt8] = []

    init(tokenizer: Tokenizer) { self.tokenizer = tokenizer }

    var count: Int { places.count }

    /// The number of a document's value, a new one if it has none; its key and label are held from now on.
    mutating func find(_ value: SearchDocument.Value, _ text: SearchDocumentBytes) -> Found {
        let all = text.all(of: value)
        let key = text.key(of: value)
        let known = value.id.map { numbersByID[$0] } ?? number(of: key)
        guard let known else {
            let number = UInt32(places.count)
            if let id = value.id { numbersByID.add(id, number: number) }
            setNumber(of: key, to: number)
            places.append(place(key: key, all: all))
            return Found(number: number, version: places[Int(number)].start)
        }
        let held = places[Int(known)]
        if Int(held.middle - held.start) != key.count || !isEqual(held, all) {
            setNumber(of: key, to: known)
            places[Int(known)] = place(key: key, all: all)
        }
        return Found(number: known, version: places[Int(known)].start)
    }

    private func isEqual(_ place: Place, _ all: UnsafeBufferPointer<UInt8>) -> Bool {
        guard Int(place.end - place.start) == all.count else { return false }
        return bytes.withUnsafeBufferPointer { bytes in
            guard let held = bytes.baseAddress, let given = all.baseAddress else { return true }
            return Bytes.areEqual(held + Int(place.start), given, count: all.count)
        }
    }

    private mutating func place(key: UnsafeBufferPointer<UInt8>, all: UnsafeBufferPointer<UInt8>) -> Place {
        let start = bytes.count
        bytes.append(contentsOf: all)
        // What has no bytes at all has a version of its own, too.
        if all.isEmpty { bytes.append(0) }
        let foldedStart = folded.count
        var list = TokenList()
        tokenizer.tokenize(UnsafeBufferPointer(rebasing: all[key.count...]), for: .document, into: &list)
        for token in list.tokens {
            folded.append(UInt8(ascii: " "))
            folded.append(contentsOf: list.bytes(of: token))
        }
        return Place(
            start: UInt32(start),
            middle: UInt32(start + key.count),
            end: UInt32(start + all.count),
            folded: UInt32(foldedStart)..<UInt32(folded.count)
        )
    }

    private func number(of key: UnsafeBufferPointer<UInt8>) -> UInt32? {
        keys.find(key).map { numbersByKey[Int($0)] }
    }

    private mutating func setNumber(of key: UnsafeBufferPointer<UInt8>, to number: UInt32) {
        let place = Int(keys.number(of: key))
        if place < numbersByKey.count { numbersByKey[place] = number } else { numbersByKey.append(number) }
    }

    /// The number of the value with a key or, if there is none, with this identifier.
    func number(of name: String) -> UInt32? {
        var name = name
        return name.withUTF8 { number(of: $0) } ?? Int64(name).flatMap { numbersByID[$0] }
    }

    subscript(number: Int) -> FacetValue {
        let place = places[number]
        return FacetValue(key: key(of: number), label: text(place.middle..<place.end))
    }

    func key(of number: Int) -> String { text(places[number].start..<places[number].middle) }

    private func text(_ range: Range<UInt32>) -> String {
        String(decoding: bytes[Int(range.lowerBound)..<Int(range.upperBound)], as: UTF8.self)
    }

    /// Every value in whose label each of these folded words, led by a blank, begins some word.
    func numbers(matching needles: [[UInt8]]) -> [Int] {
        folded.withUnsafeBufferPointer { folded in
            places.indices.filter { number in
                let range = places[number].folded
                let label = UnsafeBufferPointer(
                    rebasing: folded[Int(range.lowerBound)..<Int(range.upperBound)]
                )
                return needles.allSatisfy { Self.contains($0, in: label) }
            }
        }
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
