/// Roman numerals as sequels use them: I to XXXIX.
enum RomanNumeral {
    /// The number that a folded word writes in Roman numerals, or nil.
    static func value(of word: ArraySlice<UInt8>) -> Int? {
        guard !word.isEmpty, word.count <= 7 else { return nil }
        var total = 0
        var previous = 0
        for byte in word.reversed() {
            let digit: Int
            switch byte {
            case UInt8(ascii: "i"): digit = 1
            case UInt8(ascii: "v"): digit = 5
            case UInt8(ascii: "x"): digit = 10
            default: return nil
            }
            total += digit < previous ? -digit : digit
            previous = max(previous, digit)
        }
        // Only the canonical spelling counts: IIX and VV are words.
        guard (1...39).contains(total), Array(word) == spelling(of: total) else { return nil }
        return total
    }

    /// The canonical lower-case spelling of 1 to 39.
    static func spelling(of number: Int) -> [UInt8] {
        let ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]
        return Array(String(repeating: "x", count: number / 10).utf8) + Array(ones[number % 10].utf8)
    }
}
