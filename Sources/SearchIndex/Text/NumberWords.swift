/// English words for numbers, which people write either way: 12 Angry Men, Ocean's 11, the 6th sense.
enum NumberWords {
    private static let cardinals = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        "twenty",
    ]
    private static let tens = [
        "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]
    private static let units = cardinals[1...9]
    private static let ordinals = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
        "eighteenth", "nineteenth", "twentieth",
    ]

    private static let spellings: [[UInt8]: [[UInt8]]] = {
        var spellings: [[UInt8]: [[UInt8]]] = [:]
        func add(_ word: String, _ other: String) {
            spellings[Array(word.utf8), default: []].append(Array(other.utf8))
        }
        for (number, word) in cardinals.enumerated() {
            add("\(number)", word)
            add(word, "\(number)")
        }
        for (index, word) in tens.enumerated() {
            add("\((index + 3) * 10)", word)
            add(word, "\((index + 3) * 10)")
        }
        for (number, word) in [("100", "hundred"), ("1000", "thousand")] {
            add(number, word)
            add(word, number)
        }
        for (index, word) in ordinals.enumerated() {
            let ending =
                switch index {
                case 0: "st"
                case 1: "nd"
                case 2: "rd"
                default: "th"
                }
            add("\(index + 1)\(ending)", word)
            add(word, "\(index + 1)\(ending)")
            // Shrek 3 is Shrek the Third.
            add("\(index + 1)", word)
        }
        return spellings
    }()

    /// By number from 21 to 99 that is written in two words, those words.
    private static let pairs: [[UInt8]: [[UInt8]]] = {
        var pairs: [[UInt8]: [[UInt8]]] = [:]
        for (index, ten) in (cardinals.suffix(1) + tens).enumerated() {
            for (unit, word) in zip(1..., units) {
                pairs[Array("\((index + 2) * 10 + unit)".utf8)] = [Array(ten.utf8), Array(word.utf8)]
            }
        }
        return pairs
    }()
    private static let numbers = Dictionary(uniqueKeysWithValues: pairs.map { ($1, $0) })

    /// `twenty`, `one` for `21`; nil for what is not written in two words.
    static func pair(of word: [UInt8]) -> [[UInt8]]? { pairs[word] }

    /// `21` for `twenty`, `one`; nil for what is no such number.
    static func number(of pair: [[UInt8]]) -> [UInt8]? { numbers[pair] }

    /// `12` for `twelve`, `twelve` and `twelfth` for `12`, and so on; none for what is no such number.
    static func otherSpellings(of word: [UInt8]) -> [[UInt8]] { spellings[word] ?? [] }
}
