import SearchIndex

/// Other words for some words of a query.
struct ModelAlternative {
    /// The words of the query that it stands for.
    var words: Range<Int>
    /// What is looked for instead, one after the other.
    var terms: [String]
    /// The last term may go on; it is the worse then.
    var isPrefix = false
    var grade = ModelGrade.equivalent

    /// All alternatives for the words of a query.
    static func all(for words: [ModelWord], _ schema: SearchSchema) -> [ModelAlternative] {
        var all: [ModelAlternative] = []
        for (index, word) in words.enumerated() where word.phrase == nil {
            let one = index..<(index + 1)
            if index > 0, word.text.count > 1, let number = numerals[word.text] {
                all.append(ModelAlternative(words: one, terms: [String(number)]))
            }
            for form in otherNumbers(of: word.text) {
                all.append(ModelAlternative(words: one, terms: [form], grade: ModelGrade.extended))
            }
            if index + 1 < words.count, words[index + 1].phrase == nil {
                let next = words[index + 1]
                all.append(
                    ModelAlternative(
                        words: index..<(index + 2),
                        terms: [word.text + next.text],
                        isPrefix: next.isPrefix
                    )
                )
            }
            for (key, targets) in schema.synonyms {
                let keyWords = key.split(separator: " ").map(String.init)
                let end = index + keyWords.count
                guard end <= words.count, words[index..<end].map(\.text) == keyWords,
                    words[index..<end].allSatisfy({ $0.phrase == nil })
                else { continue }
                for target in targets {
                    let terms = target.split(separator: " ").map(String.init)
                    all.append(ModelAlternative(words: index..<end, terms: terms))
                }
            }
            guard !word.isOptional, word.text.utf8.count >= 3 else { continue }
            for cut in word.text.indices.dropFirst() {
                let left = String(word.text[..<cut])
                let right = String(word.text[cut...])
                let mayGoOn = word.isPrefix && right.utf8.count >= 2
                all.append(ModelAlternative(words: one, terms: [left, right], isPrefix: mayGoOn))
            }
        }
        return all
    }

    /// I to XXXIX.
    static let numerals: [String: Int] = {
        var numerals: [String: Int] = [:]
        for (tens, ten) in ["", "x", "xx", "xxx"].enumerated() {
            for (ones, one) in ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"].enumerated()
            where tens + ones > 0 {
                numerals[ten + one] = tens * 10 + ones
            }
        }
        return numerals
    }()

    /// Plurals of a singular, singulars of a plural.
    private static func otherNumbers(of word: String) -> [String] {
        guard word.count >= 3, word.utf8.allSatisfy({ (97...122).contains($0) }) else { return [] }
        guard word.hasSuffix("s"), word.count >= 4 else {
            let forms = [word + "s", word + "es"]
            return word.hasSuffix("y") ? forms + [word.dropLast() + "ies"] : forms
        }
        var forms = [String(word.dropLast())]
        if word.hasSuffix("es") { forms.append(String(word.dropLast(2))) }
        if word.hasSuffix("ies") { forms.append(word.dropLast(3) + "y") }
        return forms
    }
}
