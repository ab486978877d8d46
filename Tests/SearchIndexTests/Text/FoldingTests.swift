import Testing

@testable import SearchIndex

@Suite("Folding")
struct FoldingTests {
    @Test(
        "drops case, accents, width and ligatures",
        arguments: [
            ("AMÉLIE", "amelie"), ("Léon", "leon"), ("Señorita", "senorita"), ("Skarsgård", "skarsgard"),
            ("Æon Flux", "aeon flux"), ("Œuvre", "oeuvre"), ("Straße", "strasse"), ("Łódź", "lodz"),
            ("Þór", "thor"), ("Øyvind", "oyvind"), ("İstanbul", "istanbul"), ("Nguyễn", "nguyen"),
            ("ＫＩＮＧ　ｋｏｎｇ", "king kong"), ("ﬁlm", "film"), ("x²", "x2"),
        ]
    )
    func latin(text: String, folded: String) {
        #expect(words(text) == folded)
    }

    @Test("takes an accent as one with its letter or apart from it")
    func decomposed() {
        #expect(words("Ame\u{301}lie") == "amelie")
        #expect(words("Pokémon") == words("Poke\u{301}mon"))
        #expect(words("Stre\u{AD}et") == "street", "a soft hyphen")
        #expect(words("zero\u{200B}width\u{200D}") == "zerowidth")
    }

    @Test(
        "knows other scripts of Europe",
        arguments: [
            ("Сталкер", "сталкер"), ("Ёлки", "елки"), ("Война И Мир", "война и мир"), ("МОЙ", "мой"),
            ("Ἀλέξανδρος", "αλεξανδροσ"), ("Ο ΘΊΑΣΟΣ", "ο θιασοσ"), ("θίασος", "θιασοσ"),
        ]
    )
    func otherScripts(text: String, folded: String) {
        #expect(words(text) == folded)
    }

    @Test("puts what the table lacks into lower case")
    func rest() {
        #expect(words("𐐀𐐁") == "𐐨𐐩", "Deseret")
        #expect(words("ԱԲ") == "աբ", "Armenian")
        #expect(words("שלום") == "שלום")
        #expect(words("١٩١٧").isEmpty == false)
    }

    @Test("is the same whether text is folded once or twice")
    func twice() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let scalars = (0..<8).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 0x20...0x2FFF, using: &random))
            }
            let text = String(String.UnicodeScalarView(scalars))
            let once = words(text, for: .query)
            #expect(words(once, for: .query) == once, "\(scalars.map(\.value))")
        }
    }
}
