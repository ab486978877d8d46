import Testing

@testable import SearchIndex

/// What holds for the words of every text.
@Suite struct TokenizerFuzzTests {
    private let tokenizer = Tokenizer(articles: ["the"])

    private func words(of text: String, for purpose: Tokenizer.Purpose) -> TokenList {
        var list = TokenList()
        tokenizer.tokenize(text, for: purpose, into: &list)
        return list
    }

    @Test(arguments: 0..<6)
    func wordsAreWhatTheTextHas(seed: Int) {
        var random = PropertyRandom(seed: 12_000 + seed)
        for _ in 0..<2000 {
            let text = random.oneIn(2) ? RandomText.characters(&random) : RandomText.bytes(&random)
            for purpose in [Tokenizer.Purpose.document, .query] {
                let list = words(of: text, for: purpose)
                #expect(list.tokens.count <= Tokenizer.maximumWords)
                var end = 0
                var previous = 0
                for token in list.tokens {
                    #expect(token.length > 0 && token.start == end)
                    end = token.start + token.length
                    #expect(token.length <= Tokenizer.maximumWordLength + 40)
                    #expect(token.source.lowerBound >= previous && token.source.upperBound <= text.utf8.count)
                    #expect(!token.source.isEmpty)
                    previous = token.source.lowerBound
                }
                #expect(end == list.bytes.count)
                #expect(String(validating: list.bytes, as: UTF8.self) != nil)
            }
        }
    }

    /// Folding twice is folding once: what a query says about a document's words finds them.
    @Test func foldedCharactersStayAsTheyAre() {
        var unstable: [Unicode.Scalar] = []
        func fold(_ text: String) -> [UInt8] {
            var folded: [UInt8] = []
            for scalar in text.unicodeScalars { CharacterFolding.shared.append(scalar, to: &folded) }
            return folded
        }
        for value in UInt32(0)...0x1_FFFF {
            guard let scalar = Unicode.Scalar(value), CharacterFolding.classify(scalar) == .word else {
                continue
            }
            let once = fold(String(scalar))
            if fold(String(decoding: once, as: UTF8.self)) != once { unstable.append(scalar) }
        }
        #expect(unstable == [])
    }
}
