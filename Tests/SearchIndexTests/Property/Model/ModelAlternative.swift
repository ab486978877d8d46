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
            for spelling in ModelNumbers.otherSpellings(of: word.text, isFirst: index == 0) {
                all.append(ModelAlternative(words: one, terms: [spelling]))
            }
            if word.text == "34" { all.append(ModelAlternative(words: one, terms: ["thirty", "four"])) }
            if words[index...].prefix(2).map(\.text) == ["thirty", "four"], words[index + 1].phrase == nil {
                all.append(ModelAlternative(words: index..<(index + 2), terms: ["34"]))
            }
            for form in otherNumbers(of: word.text) {
                all.append(ModelAlternative(words: one, terms: [form], grade: ModelGrade.inflected))
            }
            let letters = words[index...].prefix { $0.phrase == nil && $0.text.utf8.count == 1 }
            if letters.count >= 3,
                index == 0 || words[index - 1].phrase != nil || words[index - 1].text.utf8.count > 1
            {
                all.append(ModelAlternative(words: letters.indices, terms: [letters.map(\.text).joined()]))
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

    /// The ways to take a word apart into three words or more.
    static func chains(for index: Int, _ word: ModelWord, _ vocabulary: Set<String>) -> [ModelAlternative] {
        guard (5...40).contains(word.text.utf8.count) else { return [] }
        func chains(_ rest: Substring, _ parts: [String]) -> [[String]] {
            guard parts.count < 7, !rest.isEmpty else { return [] }
            var found = parts.count < 2 ? [] : [parts + [String(rest)]]
            for cut in rest.indices.dropFirst() where vocabulary.contains(String(rest[..<cut])) {
                found += chains(rest[cut...], parts + [String(rest[..<cut])])
            }
            return found
        }
        return chains(word.text[...], []).map { terms in
            let mayGoOn = word.isPrefix && (terms.last?.utf8.count ?? 0) >= 2
            return ModelAlternative(words: index..<(index + 1), terms: terms, isPrefix: mayGoOn)
        }
    }

    /// Whether a plural is made with an e.
    private static func hisses(_ stem: String) -> Bool {
        stem.count > 1 && ["s", "x", "z", "o", "ch", "sh"].contains(where: stem.hasSuffix)
    }

    /// Plurals of a singular, singulars of a plural.
    private static func otherNumbers(of word: String) -> [String] {
        guard word.count >= 3, word.utf8.allSatisfy({ (97...122).contains($0) }) else { return [] }
        guard word.hasSuffix("s"), word.count >= 4 else {
            let forms = [word + "s"] + (hisses(word) ? [word + "es"] : [])
            return word.hasSuffix("y") ? forms + [word.dropLast() + "ies"] : forms
        }
        var forms = [String(word.dropLast())]
        if word.hasSuffix("es"), hisses(String(word.dropLast(2))) { forms.append(String(word.dropLast(2))) }
        if word.hasSuffix("ies") { forms.append(word.dropLast(3) + "y") }
        return forms
    }
}
