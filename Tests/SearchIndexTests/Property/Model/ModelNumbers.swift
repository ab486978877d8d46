/// Ways to write small numbers.
enum ModelNumbers {
    /// I to XXXIX.
    static let roman: [String: Int] = {
        var roman: [String: Int] = [:]
        for (tens, ten) in ["", "x", "xx", "xxx"].enumerated() {
            for (ones, one) in ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"].enumerated()
            where tens + ones > 0 {
                roman[ten + one] = tens * 10 + ones
            }
        }
        return roman
    }()

    private static let words = [
        "2": "two", "4": "four", "12": "twelve", "30": "thirty", "2nd": "second", "4th": "fourth",
    ]
    /// Those that a number finds, but that do not find it.
    private static let ordinals = ["2": "second", "4": "fourth", "12": "twelfth"]

    /// Of those numbers that random texts have.
    static func otherSpellings(of word: String, isFirst: Bool) -> [String] {
        if !isFirst, word.count > 1, let number = roman[word] {
            return [String(number)] + otherSpellings(of: String(number), isFirst: true)
        }
        let others = words.compactMap { digits, spelled in
            digits == word ? spelled : spelled == word ? digits : nil
        }
        let years = ["90s", "1990s", "nineties"].contains(word) ? (1990...1999).map { "\($0)" } : []
        return others + [ordinals[word]].compactMap { $0 } + years
    }

    /// Whether edits of a word would make another number of it.
    static func isNumber(_ word: String) -> Bool {
        guard word.contains(where: \.isNumber) else { return false }
        guard word.utf8.allSatisfy({ $0 < 128 }), let first = word.first, let last = word.last else {
            return true
        }
        return first.isNumber || last.isNumber || word.count(where: \.isNumber) > 1
    }
}
