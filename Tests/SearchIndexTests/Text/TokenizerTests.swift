import Testing

@testable import SearchIndex

@Suite("The tokenizer")
struct TokenizerTests {
    @Test(
        "parts words at whatever is neither letter nor digit",
        arguments: [
            ("Spider-Man", "spider man"), ("Face/Off", "face off"),
            ("X-Men: First Class", "x men first class"),
            ("WALL·E", "wall e"), ("Mission – Impossible…", "mission impossible"),
            ("a\tb\nc\u{A0}d", "a b c d"),
            ("(500) Days", "500 days"), ("What's Up, Doc?", "whats up doc"),
            ("Schindler’s List", "schindlers list"),
            ("'Round Midnight", "round midnight"), ("O'Brien", "obrien"), ("rock ’n’ roll", "rock n roll"),
            ("_underscored_", "underscored"), ("C++ / C#", "c c"), ("100%", "100"),
        ]
    )
    func parts(text: String, cut: String) {
        #expect(words(text) == cut)
    }

    @Test(
        "joins single letters",
        arguments: [
            ("E.T.", "et"), ("E.T. the Extra-Terrestrial", "et the extra terrestrial"), ("M*A*S*H", "mash"),
            ("L.A. Confidential", "la confidential"), ("S.W.A.T", "swat"),
            ("The Man from U.N.C.L.E.", "the man from uncle"),
            ("W. C. Fields", "wc fields"), ("W.C. Fields", "wc fields"), ("J. R. R. Tolkien", "jrr tolkien"),
            ("Samuel L. Jackson", "samuel l jackson"), ("Mr. T", "mr t"), ("Dr. T. S. Eliot", "dr ts eliot"),
            ("Malcolm X. Then", "malcolm x (10) then"), ("Vol. 2", "vol 2"), ("a.b.", "ab"),
            ("don't. A. B.", "dont ab"),
            ("I am. A. B", "i am a b"), ("A*", "a"), (". . .", ""), ("E. T.", "et"),
        ]
    )
    func initials(text: String, cut: String) {
        #expect(words(text) == cut)
    }

    @Test(
        "reads numbers as people type them",
        arguments: [
            ("20,000 Leagues", "20000 leagues"), ("1,2,3", "123"), ("Fellini's 8½", "fellinis 8 1 2"),
            ("2¼", "2 1 4"),
            ("Se7en", "se7en"), ("3.10 to Yuma", "3 10 to yuma"), ("24, 25", "24 25"), ("1,a", "1 a"),
        ]
    )
    func numbers(text: String, cut: String) {
        #expect(words(text) == cut)
    }

    @Test("reads & as and")
    func ampersand() {
        #expect(words("Thelma & Louise") == "thelma and louise")
        #expect(words("R&B") == "r and b")
        #expect(words("&") == "and")
    }

    @Test("gives a document the number of a Roman numeral that is not its first word")
    func romanNumerals() {
        #expect(words("Rocky II") == "rocky ii (2)")
        #expect(words("Rocky II", for: .query) == "rocky ii")
        #expect(words("Part Ⅳ") == "part iv (4)")
        #expect(
            words("Star Trek VI: The Undiscovered Country") == "star trek vi (6) the undiscovered country"
        )
        #expect(words("Malcolm X") == "malcolm x (10)")
        #expect(words("I, Robot") == "i robot", "a first word is a word")
        #expect(words("Part IIX") == "part iix", "no numeral")
        #expect(words("Louis XIV") == "louis xiv (14)")
    }

    @Test("knows the numerals I to XXXIX and no others")
    func numerals() {
        for number in 1...39 {
            let spelled = RomanNumeral.spelling(of: number)
            #expect(RomanNumeral.value(of: spelled[...]) == number)
        }
        for word in ["", "iiii", "vv", "ic", "xl", "iix", "viv", "mix", "xxxxi", "a"] {
            #expect(RomanNumeral.value(of: Array(word.utf8)[...]) == nil, "\(word)")
        }
    }

    @Test("spells numbers either way")
    func numberWords() {
        func others(_ word: String) -> [String] {
            NumberWords.otherSpellings(of: Array(word.utf8)).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(others("12") == ["twelve", "twelfth"] && others("twelve") == ["12"])
        #expect(others("1st") == ["first"] && others("second") == ["2nd"] && others("3rd") == ["third"])
        #expect(others("13th") == ["thirteenth"] && others("forty") == ["40"] && others("0") == ["zero"])
        for word in ["21", "one hundred", "", "2th"] { #expect(others(word).isEmpty) }
    }

    @Test("cuts scripts without blanks into overlapping pairs")
    func ideographs() {
        #expect(words("千と千尋") == "千と と千 千尋 (尋)")
        #expect(words("千と千尋", for: .query) == "千と と千 千尋")
        #expect(words("夢") == "夢")
        #expect(words("夢", for: .query) == "夢")
        #expect(words("기생충") == "기생 생충 (충)")
        #expect(words("東京物語 Tokyo Story") == "東京 京物 物語 (語) tokyo story")
        #expect(words("AKIRA アキラ") == "akira アキ キラ (ラ)")
        #expect(words("2046年") == "2046 年")
    }

    @Test("takes no harm from emoji, control characters and odd text")
    func oddText() {
        #expect(words("🎬 Film 🎞️") == "film")
        #expect(words("👩‍👩‍👧") == "")
        #expect(words("a\u{0}b\u{7}c\u{1B}[0m") == "a b c 0m")
        #expect(words("\u{FEFF}Title\u{202E}") == "title")
        #expect(words("") == "" && words("   ") == "" && words("?!…") == "")
        #expect(words("\u{301}") == "", "an accent without a letter")
        #expect(words(String(repeating: "a", count: 10_000)).count == Tokenizer.maximumWordLength)
        let long = words(String(repeating: "word ", count: 1000))
        #expect(long.split(separator: " ").count == Tokenizer.maximumWords)
    }

    @Test("cuts a long word between characters")
    func longWords() {
        let word = words(String(repeating: "ж", count: 1000))
        #expect(word == String(repeating: "ж", count: Tokenizer.maximumWordLength / 2))
        let mixed = words("a" + String(repeating: "ж", count: 1000))
        #expect(!mixed.contains("\u{FFFD}") && mixed.hasPrefix("aжж"))
    }

    @Test("says of which part of the text each word was made")
    func sources() {
        let text = "Amélie’s 20,000 W. C. & Ⅱ 千尋!"
        var list = TokenList()
        Tokenizer(articles: []).tokenize(text, for: .document, into: &list)
        let utf8 = Array(text.utf8)
        let sources = list.tokens.map { String(decoding: utf8[$0.source], as: UTF8.self) }
        #expect(sources == ["Amélie’s", "20,000", "W. C", "&", "Ⅱ", "Ⅱ", "千尋", "尋"])
    }

    @Test("tells leading articles, numbers and ideographs")
    func marks() {
        func tokens(_ text: String) -> [Token] {
            var list = TokenList()
            Tokenizer(articles: ["the", "a", "le"]).tokenize(text, for: .document, into: &list)
            return list.tokens
        }
        #expect(tokens("The Matrix").map(\.isArticle) == [true, false])
        #expect(tokens("THE").map(\.isArticle) == [false], "alone it is a title")
        #expect(tokens("Gone the Day").map(\.isArticle) == [false, false, false])
        #expect(tokens("Rocky II 1976 se7en").map(\.hasDigit) == [false, false, true, true, true])
        #expect(tokens("千尋 y").map(\.isIdeographic) == [true, true, false])
    }

    @Test("cuts documents and queries into the same words")
    func sameWords() {
        var random = SystemRandomNumberGenerator()
        let pieces = [
            "a", "É", "'", ".", " ", "-", "*", "&", ",", "7", "½", "ж", "II", "\u{301}", "🎬", "x.", "\u{0}",
        ]
        for _ in 0..<2000 {
            let text = (0..<12).compactMap { _ in pieces.randomElement(using: &random) }.joined()
            let document = words(text).split(separator: " ").filter { !$0.hasPrefix("(") }
            #expect(document == words(text, for: .query).split(separator: " "), "\(text)")
        }
    }

    @Test("sorts titles without their article")
    func sortKeys() {
        let tokenizer = Tokenizer(articles: ["the", "l"])
        func key(_ title: String) -> String { String(decoding: tokenizer.sortKey(of: title), as: UTF8.self) }
        #expect(key("The Godfather: Part II") == "godfather part ii")
        #expect(key("The") == "the")
        #expect(key("Élan & Co.") == "elan and co")
    }
}
