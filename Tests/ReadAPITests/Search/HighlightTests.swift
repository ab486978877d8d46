import Testing

@Suite("Highlights")
struct HighlightTests {
    private func highlights(of item: [String: Any]?) -> [String: [[Int]]] {
        let all = item?["highlights"] as? [[String: Any]] ?? []
        let pairs = all.compactMap { one in
            (one["path"] as? String).flatMap { path in (one["ranges"] as? [[Int]]).map { (path, $0) } }
        }
        return Dictionary(pairs) { first, _ in first }
    }

    @Test("say in which fields the words stand, and where")
    func paths() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.search("matrix keanu", ["highlight": "true", "limit": "1"])
            #expect(answer.titles == ["The Matrix"])
            #expect(highlights(of: answer.items.first) == ["/title": [[4, 6]], "/cast/0/name": [[0, 5]]])
        }
    }

    @Test("count as JavaScript does: in units of UTF-16")
    func utf16() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.search("amelie returns", ["highlight": "true"])
            let title = try #require(answer.items.first?["title"] as? String)
            let ranges = try #require(highlights(of: answer.items.first)["/title"])
            #expect(ranges == [[3, 6], [10, 7]])
            let words = ranges.map { range in
                String(decoding: Array(title.utf16)[range[0]..<(range[0] + range[1])], as: UTF16.self)
            }
            #expect(words == ["Amélie", "Returns"])
        }
    }

    @Test("show what was found instead of what was typed")
    func typos() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.search("casablnca", ["highlight": "true"])
            #expect(highlights(of: answer.items.first) == ["/title": [[0, 10]]])
        }
    }

    @Test("are of the fields that are shown")
    func fields() async throws {
        try await FilmShelf.serve { server async throws in
            let answer = try await server.search(
                "matrix keanu",
                ["highlight": "true", "limit": "1", "fields": "cast"]
            )
            #expect(highlights(of: answer.items.first) == ["/cast/0/name": [[0, 5]]])
            let year = try await server.search("matrix keanu", ["highlight": "true", "fields": "year"])
            #expect(year.items.first?["highlights"] as? [String] == [])
        }
    }

    @Test("are there when they are asked for")
    func absent() async throws {
        try await FilmShelf.serve { server async throws in
            for parameters in [[:], ["highlight": "false"]] {
                let answer = try await server.search("matrix", parameters)
                #expect(answer.items.first?.keys.contains("highlights") == false)
            }
        }
    }
}
