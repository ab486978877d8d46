/// The key under which a title stands in an alphabetical list.
///
/// Case and the accents of Latin letters are folded, whatever is neither a letter nor a digit parts words, and an
/// English article in front is dropped: `The Léon!` stands under `leon`. Other scripts are kept in lower case.
enum SortTitle {
    /// Longer keys order nothing that a reader would notice, and every list cursor carries one. In characters.
    static let maximumLength = 80

    private static let articles: [[UInt8]] = [Array("the ".utf8), Array("an ".utf8), Array("a ".utf8)]

    /// The key of a title. A title without any letter or digit is its own key.
    ///
    /// Cost: O(length), up to the limit.
    static func of(_ title: String) -> String {
        var key: [UInt8] = []
        key.reserveCapacity(min(title.utf8.count, maximumLength) + 8)
        var length = 0
        var wordEnded = false
        for scalar in title.unicodeScalars {
            guard isWordPart(scalar) else {
                if !joins(scalar) { wordEnded = !key.isEmpty }
                continue
            }
            if length + (wordEnded ? 1 : 0) >= maximumLength { break }
            if wordEnded {
                key.append(UInt8(ascii: " "))
                length += 1
                wordEnded = false
            }
            append(scalar, to: &key)
            length += 1
        }
        for article in articles where key.starts(with: article) {
            key.removeFirst(article.count)
            break
        }
        if key.isEmpty { return String(title.lowercased().prefix(maximumLength)) }
        return String(decoding: key, as: UTF8.self)
    }

    private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 48...57, 65...90, 97...122: true
        case ..<0x80: false
        default: scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
    }

    /// Whether the word goes on after it: apostrophes (`Schindler's`) and combining accents.
    private static func joins(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "'" || scalar == "\u{2019}"
            || scalar.value >= 0x300 && scalar.properties.canonicalCombiningClass != .notReordered
    }

    private static func append(_ scalar: Unicode.Scalar, to key: inout [UInt8]) {
        switch scalar.value {
        case 65...90: key.append(UInt8(truncatingIfNeeded: scalar.value + 32))
        case ..<0x80: key.append(UInt8(truncatingIfNeeded: scalar.value))
        case 0xC0...0x17F:
            let base = latinBases[Int(scalar.value) - 0xC0]
            if base == UInt8(ascii: ".") {
                key.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
            } else {
                key.append(base)
            }
        default: key.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
        }
    }

    /// The base letter of U+00C0 … U+017F, Latin-1 and Latin Extended-A; a dot where there is none.
    private static let latinBases = Array(
        """
        aaaaaa.ceeeeiiii.nooooo.ouuuuy..aaaaaa.ceeeeiiii.nooooo.ouuuuy.y\
        aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkk.llllll.\
        .llnnnnnn...oooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs
        """.utf8
    )
}
