extension String {
    /// The text without white space at both ends.
    package func trimmingSpace() -> String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        if first == startIndex, index(after: last) == endIndex { return self }
        return String(self[first...last])
    }

    /// Whether it is ASCII without control characters and without space at its ends: what most text is, found out in one
    /// pass over the bytes.
    var isPlainLine: Bool {
        var copy = self
        return copy.withUTF8 { bytes in
            bytes.first != UInt8(ascii: " ") && bytes.last != UInt8(ascii: " ")
                && bytes.allSatisfy { (0x20..<0x7F).contains($0) }
        }
    }

    /// The candidate that this text may be a misspelling of; nil when none looks like it.
    package func nearest(of candidates: [String]) -> String? {
        let ranked = candidates.map { (name: $0, distance: $0.distance(to: self)) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }),
            best.distance <= Swift.max(2, count / 3)
        else { return nil }
        return best.name
    }

    /// How many single edits turn one short text into the other (Levenshtein 1965); `O(n · m)`.
    func distance(to other: String) -> Int {
        let left = Array(utf8)
        let right = Array(other.utf8)
        var previous = Array(0...right.count)
        for (row, byte) in left.enumerated() {
            var current = [row + 1]
            for (column, candidate) in right.enumerated() {
                current.append(
                    Swift.min(
                        previous[column] + (byte == candidate ? 0 : 1),
                        previous[column + 1] + 1,
                        current[column] + 1
                    )
                )
            }
            previous = current
        }
        return previous[right.count]
    }
}

extension Unicode.Scalar {
    /// Whether the scalar has no place in text: C0 and C1 controls but tab and line ends.
    package var isForbiddenControl: Bool {
        switch value {
        case 0x09, 0x0A, 0x0D: false
        case 0x00...0x1F, 0x7F...0x9F: true
        default: false
        }
    }

    /// Whether the scalar ends a line or jumps within it: tab, line ends, line and paragraph separator.
    package var breaksLine: Bool {
        switch value {
        case 0x09, 0x0A, 0x0D, 0x2028, 0x2029: true
        default: false
        }
    }
}
