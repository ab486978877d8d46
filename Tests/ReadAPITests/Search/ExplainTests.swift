import Testing

@Suite("An explanation")
struct ExplainTests {
    private func explanation(_ answer: ReadServer.Answer, _ title: String) -> [String: Any]? {
        let item = answer.items.first { ($0["title"] ?? $0["name"]) as? String == title }
        return item?["explain"] as? [String: Any]
    }

    @Test("has every part of the ranking")
    func parts() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.search("the matrix", ["explain": "true"])
            let first = try #require(explanation(answer, "The Matrix"))
            #expect(
                first.keys.sorted()
                    == ["exactness", "matched", "proximity", "title", "typos", "weight", "words"]
            )
            #expect(first["words"] as? Int == 1)
            #expect(first["typos"] as? Int == 0)
            #expect(first["title"] as? String == "exact")
            #expect(first["matched"] as? [String] == ["matrix", "the"])
            #expect(explanation(answer, "The Matrix Reloaded")?["title"] as? String == "beginning")
        }
    }

    @Test("names what was found in place of a word with a typo")
    func typos() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.search("casablnca ", ["explain": "true"])
            let found = try #require(explanation(answer, "Casablanca"))
            #expect(found["typos"] as? Int == 1)
            #expect(found["matched"] as? [String] == ["casablanca"])
            #expect(found["title"] as? String == "spelled")
        }
    }

    @Test("orders the items, the parts from the first to the last")
    func order() async throws {
        try await FilmShelf.serve { server async throws in
            for text in ["matrix", "bogart", "amelie", "speed", "the speed", "drama", "keanu matrx"] {
                let answer = try await server.search(text, ["explain": "true", "limit": "100"])
                let keys = answer.items.compactMap { item -> [Int]? in
                    guard let explain = item["explain"] as? [String: Any] else { return nil }
                    func number(_ name: String) -> Int { explain[name] as? Int ?? 0 }
                    let titles = ["exact", "spelled", "covered", "beginning", "partial"]
                    return [
                        -number("words"), number("typos"),
                        titles.firstIndex(of: explain["title"] as? String ?? "") ?? 9,
                        number("proximity"), -number("weight"), -number("exactness"),
                    ]
                }
                #expect(keys.count == answer.items.count)
                #expect(!keys.isEmpty)
                for (one, next) in zip(keys, keys.dropFirst()) {
                    #expect(!next.lexicographicallyPrecedes(one), "\(text): \(one), then \(next)")
                }
            }
        }
    }

    @Test("is not there without words to rank by")
    func withoutWords() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.search("", ["explain": "true", "limit": "3"])
            #expect(answer.items.count == 3)
            #expect(answer.items.allSatisfy { $0["explain"] == nil })
        }
    }
}
