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
    private static let ordinals = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
        "eighteenth", "nineteenth", "twentieth",
    ]

    private static let pairs: [[UInt8]: [UInt8]] = {
        var pairs: [[UInt8]: [UInt8]] = [:]
        func add(_ digits: String, _ word: String) {
            pairs[Array(digits.utf8)] = Array(word.utf8)
            pairs[Array(word.utf8)] = Array(digits.utf8)
        }
        for (number, word) in cardinals.enumerated() { add("\(number)", word) }
        for (index, word) in tens.enumerated() { add("\((index + 3) * 10)", word) }
        for (index, word) in ordinals.enumerated() {
            let ending =
                switch index {
                case 0: "st"
                case 1: "nd"
                case 2: "rd"
                default: "th"
                }
            add("\(index + 1)\(ending)", word)
        }
        return pairs
    }()

    /// `12` for `twelve` and the other way round; nil for what is no such number.
    static func otherSpelling(of word: [UInt8]) -> [UInt8]? { pairs[word] }
}
