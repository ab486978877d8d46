/// A few words that resemble each other: beginnings, typos, compounds, plurals and numerals of one another.
struct RandomVocabulary: Sendable {
    static let articles = ["the", "a"]
    static let stopWords = ["of", "the", "and"]

    private(set) var words: [String]

    init(_ random: inout PropertyRandom) {
        let letters = random.oneIn(4) ? ["a", "b", "ж", "𐐨"] : ["a", "b", "c", "d", "e"]
        var words: [String] = []
        for _ in 0..<random.int(3...10) { words.append(Self.word(letters, &random)) }
        for _ in 0..<random.int(5...25) {
            let word = random.pick(words)
            switch random.int(0...6) {
            case 0: words.append(word + random.pick(words))
            case 1: words.append(word + random.pick(["s", "es"]))
            case 2: words.append(word + random.pick(letters))
            case 3: words.append(String(word.dropLast()) + "ies")
            default: words.append(Self.edited(word, letters, &random))
            }
        }
        words +=
            Self.articles + Self.stopWords + ["ii", "iv", "2", "4", "b2", "two", "a4b", random.pick(letters)]
        if random.oneIn(2) { words += ["thirty", "four", "34", "1990s", "90s", "nineties", "1990", "1994"] }
        self.words = Array(Set(words.filter { !$0.isEmpty && $0.utf8.count < 40 })).sorted()
    }

    func text(_ lengths: ClosedRange<Int>, _ random: inout PropertyRandom) -> [String] {
        (0..<random.int(lengths)).map { _ in random.pick(words) }
    }

    /// A word as somebody types it who knows these words more or less.
    func typed(_ random: inout PropertyRandom) -> String {
        let word = random.pick(words)
        switch random.int(0...9) {
        case 0: return String(word.prefix(random.int(1...word.count)))
        case 1 where word.utf8.count < 24: return String((word + random.pick(words)).prefix(12))
        case 2: return word + "s"
        case 3, 4: return Self.edited(word, ["a", "b", "c"], &random)
        default: return word
        }
    }

    private static func word(_ letters: [String], _ random: inout PropertyRandom) -> String {
        let length = random.oneIn(3) ? random.int(8...10) : random.int(2...6)
        return (0..<length).map { _ in random.pick(letters) }.joined()
    }

    private static func edited(_ word: String, _ letters: [String], _ random: inout PropertyRandom) -> String
    {
        var letters = letters
        letters.append("x")
        var characters = Array(word)
        for _ in 0..<random.int(1...3) {
            let place = random.int(0...(characters.count - 1))
            switch random.int(0...3) {
            case 0: characters.insert(contentsOf: random.pick(letters), at: place)
            case 1: characters[place] = Character(random.pick(letters))
            case 2 where characters.count > 1: characters.remove(at: place)
            default:
                if place > 0 { characters.swapAt(place, place - 1) }
            }
        }
        return String(characters)
    }
}
