import SearchIndex
import Testing

/// Queries that nobody types by accident are answered like others.
@Suite struct HostileQueryTests {
    private static let texts: [String] = {
        var texts = [
            "", " ", "a", "A ", "the", "the of and", "the of and ", "!?…", "- - -", "--", "-", "-a", "-a -b",
        ]
        texts += [
            "\"", "\"\"", "\"\"\"\"", "\"a", "\"a \"b\" c\"", "-\"", "-\"a", "“a „b” c", "\"-a\"", "-\"-a\"",
        ]
        texts += [
            "🙂", "🙂🙂 a", "👩‍👩‍👧‍👦", "a\u{301}\u{301}\u{301}", "\u{301}", "a\0b", "\0", "\u{FFFD}", "\u{202E}ab",
        ]
        texts += [
            "東", "東京物語", "東京 a", "ab東", "ﬁﬂ", "İI", "ß", "½ 8½", "A.B.C.", "M*A*S*H", "1,000,000", "a.b", ".",
        ]
        texts.append(String(repeating: "a", count: 10_000))
        texts.append(String(repeating: "ж", count: 10_000))
        texts.append(String(repeating: "東", count: 10_000))
        texts.append(String(repeating: "a ", count: 100))
        texts.append(String(repeating: "ab cd -ef ", count: 100))
        texts.append(String(repeating: "-a ", count: 100))
        texts.append(String(repeating: "\"a b\" ", count: 100))
        texts.append(String(repeating: "\"", count: 1001))
        texts.append(String(repeating: "e\u{301}", count: 1000))
        texts.append((0..<100).map { "word\($0)" }.joined(separator: " "))
        for length in 40...50 { texts.append(String(repeating: "ab", count: length / 2)) }
        for length in 1020...1026 { texts.append(String(repeating: "a", count: length) + "é東🙂") }
        return texts
    }()

    @Test(arguments: texts.indices)
    func everyTextIsAQuery(number: Int) {
        var random = PropertyRandom(seed: 4000 + number)
        let history = RandomHistory(size: 30, &random)
        for sort in [SearchQuery.Sort.relevance, .number(1, ascending: true), .title(ascending: false)] {
            var query = SearchQuery(Self.texts[number], limit: 5000)
            query.sort = sort
            query.facets = [SearchQuery.Facet(0, text: Self.texts[number])]
            query.pinned = history.all.prefix(2).map(\.key)
            let answer = history.index.search(query)
            #expect(answer.hits.count == answer.total)
            #expect(Set(answer.hits.map(\.key)).count == answer.total)
            #expect(answer.droppedWords.count < 16)
            let pages = PageTests.walk(query, limit: 3, history.index)
            #expect(pages.flatMap { $0.hits.map(\.key) } == answer.hits.map(\.key))
        }
    }

    /// Queries without words find everything, without what they exclude.
    @Test(arguments: ["", " ", "!?", "🙂", "\"\"", "\0", "-", "-\"\""])
    func withoutWordsAllIsFound(text: String) {
        var random = PropertyRandom(seed: 4)
        let history = RandomHistory(size: 30, &random)
        let all = history.index.search(SearchQuery("", limit: 5000))
        #expect(all.total == history.documents.count)
        let answer = history.index.search(SearchQuery(text, limit: 5000))
        #expect(answer.hits.map(\.key) == all.hits.map(\.key))
        #expect(answer.hits.allSatisfy { $0.relevance == nil && $0.matchedWords.isEmpty })
    }

    @Test func onlyExclusionsFindTheRest() {
        var random = PropertyRandom(seed: 5)
        let history = RandomHistory(size: 60, &random)
        for word in history.catalog.vocabulary.words {
            let with = ModelSearch(history.all, history.catalog.schema)
                .answer(ModelQuery(parts: [.excluded([word])]), SearchQuery())
            #expect(history.index.search(SearchQuery("-\(word)")).total == with.total)
        }
    }
}
