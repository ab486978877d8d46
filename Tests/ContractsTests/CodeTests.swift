import Contracts
import Testing

@Suite("A code")
struct CodeTests {
    @Test("of a country is two capital ASCII letters", arguments: ["FR", "SU", "ZZ"])
    func countries(code: String) {
        #expect(CountryCode(rawValue: code)?.description == code)
    }

    @Test(
        "of a country is nothing else",
        arguments: ["", "F", "fr", "Fr", "FRA", "F1", "F ", "ÉR", "É", "ＦＲ", "F\u{0}"]
    )
    func noCountries(code: String) {
        #expect(CountryCode(rawValue: code) == nil)
    }

    @Test("of a language is two or three lowercase ASCII letters", arguments: ["fr", "yue"])
    func languages(code: String) {
        #expect(LanguageCode(rawValue: code)?.description == code)
    }

    @Test(
        "of a language is nothing else",
        arguments: ["", "f", "FR", "Fr", "fren", "f1", "fr-", "é", "ｆr", "fr\n"]
    )
    func noLanguages(code: String) {
        #expect(LanguageCode(rawValue: code) == nil)
    }

    @Test("is ordered by its letters")
    func order() {
        #expect(
            ["US", "FR", "GB"].compactMap(CountryCode.init).sorted().map(\.rawValue) == ["FR", "GB", "US"]
        )
        #expect(
            ["fra", "fr", "en"].compactMap(LanguageCode.init).sorted().map(\.rawValue) == ["en", "fr", "fra"]
        )
    }
}
