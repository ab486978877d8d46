/// The values of one facet: numbers for keys and identifiers, and the other way round.
///
/// Texts lie in one run of bytes: to compare a value with what is held of it touches one place in memory and makes no
/// string. A key or label that changes is added at the end; when what nobody holds any more is the most of it, the rest is
/// moved together.
struct FacetField: Sendable {
    /// A value that a document has.
    struct Found {
        let number: UInt32
        /// Another one for each key and label that the number has had, until 2³² have changed.
        let version: UInt32
    }

    private struct Place: BitwiseCopyable {
        /// Where the key and after it the label lie.
        var start: UInt32
        var middle: UInt32
        var end: UInt32
        /// Where the folded words of the label lie.
        var foldedStart: UInt32
        var foldedEnd: UInt32
        /// See ``Found/version``.
        let version: UInt32

        var byteCount: Int { Int(end - start) + Int(foldedEnd - foldedStart) }
    }

    private let tokenizer: Tokenizer
    private var keys = TermInterner()
    /// By number of the key: the number of the value.
    private var numbersByKey: [UInt32] = []
    private var numbersByID = IdentifierNumbers()
    /// By number.
    private let places = GrowingBuffer<Place>()
    private var bytes = GrowingBuffer<UInt8>()
    /// Folded words of all labels, each led by a blank.
    private var folded = GrowingBuffer<UInt8>()
    /// Of the values of the document that is looked at: their numbers, and what is held of them.
    private var known: [UInt32?] = []
    private var held: [Place?] = []
    /// Bytes of both that are held; those of keys and labels that have changed are not.
    private var heldBytes = 0
    private var nextVersion: UInt32 = 0

    init(tokenizer: Tokenizer) { self.tokenizer = tokenizer }

    var count: Int { places.count }

    /// Adds the number of each of a document's values, new ones for those that have none; their keys and labels are held
    /// from now on.
    ///
    /// What is known of a value lies anywhere in megabytes. All of it is fetched before any of it is looked at, so that the
    /// processor waits for memory once for all values, and not for each.
    mutating func find(
        _ values: ArraySlice<SearchDocument.Value>,
        _ text: SearchDocumentBytes,
        into found: inout [Found?]
    ) {
        known.removeAll(keepingCapacity: true)
        held.removeAll(keepingCapacity: true)
        for value in values {
            known.append(value.id.map { numbersByID[$0] } ?? number(of: text.key(of: value)))
        }
        for number in known { held.append(number.map { places[Int($0)] }) }
        var isChanged = false
        for (index, value) in values.enumerated() {
            // What was fetched holds until a value is new or has changed.
            if !isChanged, let number = known[index], let place = held[index], isHeld(value, text, at: place)
            {
                found.append(Found(number: number, version: place.version))
            } else {
                isChanged = true
                found.append(find(value, text))
            }
        }
    }

    private func isHeld(
        _ value: SearchDocument.Value,
        _ text: SearchDocumentBytes,
        at place: Place
    ) -> Bool {
        Int(place.middle - place.start) == text.key(of: value).count && isEqual(place, text.all(of: value))
    }

    private mutating func find(_ value: SearchDocument.Value, _ text: SearchDocumentBytes) -> Found {
        let all = text.all(of: value)
        let key = text.key(of: value)
        let known = value.id.map { numbersByID[$0] } ?? number(of: key)
        guard let known else {
            let number = UInt32(places.count)
            if let id = value.id { numbersByID.add(id, number: number) }
            setNumber(of: key, to: number)
            places.append(place(key: key, all: all))
            return Found(number: number, version: places[Int(number)].version)
        }
        if !isHeld(value, text, at: places[Int(known)]) {
            setNumber(of: key, to: known)
            heldBytes -= places[Int(known)].byteCount
            places[Int(known)] = place(key: key, all: all)
            if byteCount > 2 * heldBytes + Self.spare { moveTogether() }
        }
        return Found(number: known, version: places[Int(known)].version)
    }

    /// Bytes that are not worth a move.
    private static let spare = 1 << 16

    /// Bytes that keys, labels and their folded words take, with those that nobody holds any more.
    var byteCount: Int { bytes.count + folded.count }

    /// Drops what nobody holds any more. Cost: a copy of the rest, after as much has been added.
    private mutating func moveTogether() {
        let (newBytes, newFolded) = (GrowingBuffer<UInt8>(), GrowingBuffer<UInt8>())
        for number in 0..<places.count {
            let place = places[number]
            let start = UInt32(newBytes.count)
            let foldedStart = UInt32(newFolded.count)
            newBytes.append(contentsOf: bytes[Int(place.start)..<Int(place.end)])
            newFolded.append(contentsOf: folded[Int(place.foldedStart)..<Int(place.foldedEnd)])
            places[number].middle = start + (place.middle - place.start)
            places[number].end = UInt32(newBytes.count)
            places[number].start = start
            places[number].foldedStart = foldedStart
            places[number].foldedEnd = UInt32(newFolded.count)
        }
        (bytes, folded) = (newBytes, newFolded)
    }

    private func isEqual(_ place: Place, _ all: UnsafeBufferPointer<UInt8>) -> Bool {
        guard Int(place.end - place.start) == all.count else { return false }
        guard let held = bytes.elements.baseAddress, let given = all.baseAddress else { return true }
        return Bytes.areEqual(held + Int(place.start), given, count: all.count)
    }

    private mutating func place(key: UnsafeBufferPointer<UInt8>, all: UnsafeBufferPointer<UInt8>) -> Place {
        let start = bytes.count
        bytes.append(contentsOf: all)
        let foldedStart = folded.count
        var list = TokenList()
        tokenizer.tokenize(UnsafeBufferPointer(rebasing: all[key.count...]), for: .document, into: &list)
        for token in list.tokens {
            folded.append(UInt8(ascii: " "))
            list.bytes(of: token).withUnsafeBufferPointer { folded.append(contentsOf: $0) }
        }
        let place = Place(
            start: UInt32(start),
            middle: UInt32(start + key.count),
            end: UInt32(bytes.count),
            foldedStart: UInt32(foldedStart),
            foldedEnd: UInt32(folded.count),
            version: nextVersion
        )
        nextVersion &+= 1
        heldBytes += place.byteCount
        return place
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
        (0..<places.count).filter { number in
            let label = folded[Int(places[number].foldedStart)..<Int(places[number].foldedEnd)]
            return needles.allSatisfy { Self.contains($0, in: label) }
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
