/// What names are made of, and what is no name.
enum NameParts {
    /// Parts of a name that were cut off it.
    static let suffixes: Set<String> = ["Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV"]

    /// Remarks that make the people before them crew.
    static let jobs: [String: String] = [
        "writer": "Writer", "writers": "Writer", "written": "Writer", "screenwriter": "Writer",
        "screenwriters": "Writer", "screenplay": "Writer", "screenpaly": "Writer", "acreenplay": "Writer",
        "teleplay": "Writer", "story": "Story", "novel": "Novel", "book": "Novel",
        "director": "Director", "producer": "Producer", "produced": "Producer",
    ]

    /// Words that stand between names.
    private static let connectives: Set<String> = [
        "and", "with", "the", "of", "by", "in", "a", "voice of", "voices of", "narrated by", "voices",
        "and his orchestra",
        "and orchestra", "archive footage of", "footage of", "interviews with", "many cameos",
    ]

    /// Words that no name ends with.
    private static let openEnds: Set<Substring> = [
        "of", "with", "by", "on", "in", "for", "against", "and", "the", "a", "from", "as", "at", "to",
    ]

    /// Small words that a name may begin with.
    private static let particles: Set<Substring> = [
        "de", "da", "di", "du", "del", "della", "des", "dos", "van", "von", "der", "den", "ten", "ter", "la",
        "le", "el", "al",
        "bin", "ibn", "zu", "af", "av", "ap",
    ]

    /// The name without what surrounds it in a list: `and X`, `. X`, `X.`; `X, Jr.` becomes `X Jr.`.
    static func plainSpelling(_ name: String) -> String {
        var name = name
        for prefix in ["and ", "And ", "& ", ". "]
        where name.hasPrefix(prefix) && name.count > prefix.count + 1 {
            let rest = name.dropFirst(prefix.count)
            if rest.first?.isUppercase ?? false { name = String(rest) }
        }
        while let last = name.last, last == "," || last == ";" || last == ":" { name.removeLast() }
        if name.hasSuffix("."), let word = name.dropLast().split(separator: " ").last, word.count > 2,
            !word.contains("."), name.contains(" ")
        {
            name.removeLast()
        }
        for suffix in [" Jr.", " Sr."] where name.hasSuffix("," + suffix) {
            name = name.dropLast(suffix.count + 1) + suffix
        }
        return name
    }

    /// Whether the text can be somebody's name: a person, a group or an animal.
    static func isName(_ text: String) -> Bool {
        !isFragment(text) && !isSentence(text)
    }

    /// Whether the text is punctuation or a word that stands between names.
    static func isFragment(_ text: String) -> Bool {
        if text.count > 200 { return false }
        if !text.contains(where: \.isLetter) { return true }
        return connectives.contains(text.lowercased())
    }

    /// Whether the text is a piece of a description.
    private static func isSentence(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        guard let first = words.first, let last = words.last else { return true }
        if words.count >= 8 || text.count > 100 { return true }
        if words.count > 1, openEnds.contains(last) || text.contains(" life of ") { return true }
        if first.count == 4, words.count > 1, let year = Int(first), (1800...2100).contains(year) {
            return true
        }
        // A name begins with a capital, a digit, a particle, or is written small with dots or capitals in it
        // (will.i.am, muMs da Schemer).
        return first.first?.isLowercase ?? false && !particles.contains(first)
            && !first.contains(where: { $0.isUppercase || $0 == "." || $0 == "'" || $0 == "’" })
            || first.hasSuffix("'s") && first.first?.isLowercase ?? false
    }
}
