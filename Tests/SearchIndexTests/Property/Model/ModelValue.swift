import SearchIndex

/// One value of a text: at each place the word that stands there and, for a numeral, its number.
struct ModelValue {
    var field: SearchSchema.TextField
    var places: [[String]]
    /// The first word is an article that is not counted: the places begin with 0, else with 1.
    var hasArticle: Bool
    /// By place.
    var isStopWord: [Bool]

    init(_ words: [String], field: SearchSchema.TextField, _ schema: SearchSchema) {
        self.field = field
        isStopWord = words.map(schema.stopWords.contains)
        places = words.enumerated().map { index, word in
            let number = index > 0 ? ModelNumbers.roman[word] : nil
            return number.map { [word, String($0)] } ?? [word]
        }
        hasArticle = words.count > 1 && schema.articles.contains(words[0])
    }

    func offset(of place: Int) -> Int { hasArticle ? place : place + 1 }

    var lastOffset: Int { offset(of: places.count - 1) }

    /// Whether these words stand from a place on, one after the other.
    func has(_ terms: [String], lastIsPrefix: Bool = false, at place: Int) -> Bool {
        guard place + terms.count <= places.count else { return false }
        return terms.indices.allSatisfy { index in
            places[place + index].contains { word in
                let mayGoOn = lastIsPrefix && index == terms.count - 1
                return mayGoOn ? word.hasPrefix(terms[index]) : word == terms[index]
            }
        }
    }

    /// The words there that are these, one after the other.
    func matched(_ terms: [String], _ lastIsPrefix: Bool, at place: Int) -> [String] {
        terms.indices.flatMap { index in
            places[place + index].filter { word in
                word == terms[index]
                    || lastIsPrefix && index == terms.count - 1 && word.hasPrefix(terms[index])
            }
        }
    }

    func has(_ phrase: [String]) -> Bool { places.indices.contains { has(phrase, at: $0) } }
}

extension ModelDocument {
    /// All values that have words, in the schema's order.
    func values(_ schema: SearchSchema) -> [ModelValue] {
        zip(schema.texts, texts).flatMap { field, values in
            values.filter { !$0.isEmpty }.map {
                ModelValue($0, field: field, schema)
            }
        }
    }
}
