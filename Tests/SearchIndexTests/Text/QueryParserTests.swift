import Testing

@testable import SearchIndex

@Suite("The query parser")
struct QueryParserTests {
    private static let schema = SearchSchema(
        texts: [.init("title", weight: 1, isTitle: true)],
        stopWords: ["of", "and", "The"],
        synonyms: ["sci fi": ["science fiction"], "film": ["movie"]]
    )
    private let parser = QueryParser(schema: schema, tokenizer: Tokenizer(articles: schema.articles))

    private func words(_ text: String) -> [String] { parser.parse(text).words.map(\.string) }

    private func alternatives(_ text: String, for words: Range<Int>) -> Set<String> {
        let found = parser.parse(text).alternatives.filter { $0.words == words }
        return Set(found.map { $0.terms.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ") })
    }

    @Test("cuts a query into words as it cuts documents")
    func plain() {
        #expect(words("Amélie & the  M*A*S*H") == ["amelie", "and", "the", "mash"])
        #expect(words("") == [] && words(" ?! ") == [] && words("🎬") == [])
    }

    @Test("takes the last word as unfinished until something follows it")
    func prefixes() {
        func unfinished(_ text: String) -> [String] {
            parser.parse(text).words.filter(\.isPrefix).map(\.string)
        }
        #expect(unfinished("star wa") == ["wa"])
        #expect(unfinished("star wars ") == [])
        #expect(unfinished("star wars.") == [])
        #expect(unfinished("\"star wa") == [], "a phrase is meant as it stands")
        #expect(unfinished("wa -star") == [], "something follows")
        #expect(unfinished("-star wa") == ["wa"])
        #expect(unfinished("千") == ["千"])
    }

    @Test("finds phrases, also one that is not closed")
    func phrases() {
        let query = parser.parse("\"star wars\" lucas “new hope” \"open one")
        #expect(query.words.map(\.string) == ["star", "wars", "lucas", "new", "hope", "open", "one"])
        #expect(query.words.map(\.phrase) == [1, 1, nil, 2, 2, 3, 3])
        #expect(query.words.allSatisfy { $0.phrase == nil || $0.edits == 0 })
        #expect(parser.parse("\"\" \" \"").words.isEmpty)
    }

    @Test(
        "reads a decade as its years, however it is written",
        arguments: ["1970s", "70s", "'70s", "Seventies"]
    )
    func decades(text: String) {
        #expect(alternatives("horror \(text)", for: 1..<2).isSuperset(of: (1970...1979).map { "\($0)" }))
    }

    @Test(
        "reads nothing else as a decade",
        arguments: ["1970", "1975s", "70", "5s", "1860s", "2100s", "seventy"]
    )
    func noDecade(text: String) {
        #expect(!alternatives(text, for: 0..<1).contains { $0.count == 4 && Int($0) != nil })
    }

    @Test("reads numbers of two words as digits, and digits as words")
    func pairs() {
        #expect(alternatives("twenty one grams", for: 0..<2).contains("21"))
        #expect(alternatives("ninety-nine", for: 0..<2).contains("99"))
        #expect(alternatives("21 grams", for: 0..<1).contains("twenty one"))
        #expect(!alternatives("one twenty", for: 0..<2).contains("21"))
        #expect(!alternatives("20", for: 0..<1).contains { $0.contains(" ") })
    }

    @Test("finds exclusions, of words and of phrases")
    func exclusions() {
        func excluded(_ text: String) -> [String] {
            parser.parse(text).excluded.map {
                $0.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
            }
        }
        #expect(excluded("batman -robin") == ["robin"])
        #expect(excluded("batman -\"boy wonder\" -Pokémon") == ["boy wonder", "pokemon"])
        #expect(excluded("-spider-man") == ["spider man"])
        #expect(excluded("spider-man") == [], "a hyphen inside a word")
        #expect(excluded("bat - man") == [], "a hyphen by itself")
        #expect(excluded("x -") == [] && excluded("-") == [] && excluded("-!") == [])
        #expect(words("batman -robin") == ["batman"])
    }

    @Test("tolerates typos by the length of a word, and none in numbers")
    func edits() {
        func edits(_ text: String) -> [Int] { parser.parse(text).words.map(\.edits) }
        #expect(edits("abc abcd abcdefg abcdefgh") == [0, 1, 1, 2])
        #expect(edits("1917 20000 t2000 2fast 1940s rocky2") == [0, 0, 0, 0, 0, 0])
        #expect(edits("se7en") == [1], "a digit among letters may be a slip")
        #expect(edits("élan жуки 千と千尋") == [1, 1, 0, 0, 0])
    }

    @Test("needs no stop words and no article in front, while there are other words")
    func stopWords() {
        func optional(_ text: String) -> [String] {
            parser.parse(text).words.filter(\.isOptional).map(\.string)
        }
        #expect(optional("lord of the rings") == ["of", "the"])
        #expect(optional("the matrix") == ["the"])
        #expect(optional("le samourai") == ["le"], "an article that is no stop word")
        #expect(optional("gone le day") == [], "not in front")
        #expect(optional("matrix the") == [], "unfinished: it may become then")
        #expect(optional("of the ") == [], "nothing else")
        #expect(optional("\"of mice\" mouse") == [], "a phrase is meant as it stands")
    }

    @Test("looks for other spellings")
    func alternatives() {
        #expect(alternatives("rocky iv ", for: 1..<2).isSuperset(of: ["4", "four"]))
        #expect(alternatives("iv ", for: 0..<1).isDisjoint(with: ["4"]), "a first word is no numeral")
        #expect(alternatives("twelve men", for: 0..<1).contains("12"))
        #expect(alternatives("12 men", for: 0..<1).contains("twelve"))
        #expect(alternatives("6th sense", for: 0..<1).contains("sixth"))
        #expect(alternatives("spider man", for: 0..<2) == ["spiderman"])
        #expect(alternatives("m a s h ", for: 0..<4) == ["mash"])
        #expect(alternatives("sci fi film", for: 0..<2).contains("science fiction"))
        #expect(alternatives("film", for: 0..<1).contains("movie"))
        #expect(alternatives("movie", for: 0..<1).isDisjoint(with: ["film"]), "synonyms go one way")
        #expect(parser.parse("\"twelve film\"").alternatives.isEmpty)
    }

    @Test(
        "knows plurals and singulars",
        arguments: [
            ("bird", ["birds"]), ("birds", ["bird"]), ("foxes", ["foxe", "fox"]),
            ("story", ["storys", "stories"]), ("stories", ["storie", "story"]),
            ("as", []),
            ("bus", ["buss", "buses"]), ("bates", ["bate"]), ("witch", ["witchs", "witches"]),
            ("men", ["man"]), ("été", []), ("t2000", []),
        ]
    )
    func numbers(word: String, forms: [String]) {
        let found = QueryParser.otherNumbers(of: Array(word.utf8)).map { String(decoding: $0, as: UTF8.self) }
        #expect(found == forms)
    }

    @Test("bounds what it takes and says so")
    func bounds() {
        let many = parser.parse(String(repeating: "word ", count: 100))
        #expect(many.words.count == QueryParser.maximumWords && many.isCut)
        let long = parser.parse(String(repeating: "x", count: 10_000))
        #expect(long.words.count == 1 && long.isCut)
        let minus = parser.parse(String(repeating: "-word ", count: 100))
        #expect(minus.excluded.count == QueryParser.maximumExclusions && minus.words.isEmpty)
        #expect(!parser.parse("a few words").isCut)
    }

    @Test("leaves words out and looks for alternatives of what remains")
    func leavingOut() {
        let query = parser.parse("spider xyz man -robin")
        let rest = parser.leavingOut([1], of: query)
        #expect(rest.words.map(\.string) == ["spider", "man"])
        #expect(rest.alternatives.contains { $0.words == 0..<2 && $0.terms == [Array("spiderman".utf8)] })
        #expect(rest.excluded.count == 1)
    }

    @Test("takes every text")
    func everything() {
        var random = SystemRandomNumberGenerator()
        let pieces = [
            "\"", "-", " ", "a", "the", "’", "“", "”", "„", "\u{0}", "🎬", "千", "é", "\u{301}", "*", "(", "\\",
            "\n",
            "-\"", "&", "12", "½", "\u{202E}", "\u{10FFFF}",
        ]
        for _ in 0..<5000 {
            let text = (0..<Int.random(in: 0...20)).compactMap { _ in pieces.randomElement(using: &random) }
                .joined()
            let query = parser.parse(text)
            #expect(query.words.count <= QueryParser.maximumWords)
            #expect(query.words.allSatisfy { !$0.bytes.isEmpty })
            #expect(query.alternatives.allSatisfy { $0.words.upperBound <= query.words.count })
        }
    }
}
