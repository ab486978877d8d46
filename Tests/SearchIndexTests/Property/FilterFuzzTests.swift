import Testing

@testable import SearchIndex

/// The language of filters: what is written is read back, and what is not is refused.
@Suite struct FilterFuzzTests {
    private static let schema = SearchSchema(
        texts: [SearchSchema.TextField("title", weight: 1)],
        facets: ["genre", "country", "person"],
        numbers: ["year", "rating", "popularity"]
    )

    private let parser = FilterParser(schema)

    @Test(arguments: 0..<6)
    func everyFilterCanBeWritten(seed: Int) throws {
        var random = PropertyRandom(seed: 14_000 + seed)
        for _ in 0..<400 {
            let filter = RandomQuery.filter(depth: 3, &random)
            guard let text = Self.written(filter, &random), text.utf8.count <= FilterParser.maximumLength
            else {
                continue
            }
            let read = try parser.parse(text)
            for _ in 0..<20 {
                let document = Self.document(&random)
                let holds = ModelFilter.holds(filter, for: document)
                #expect(ModelFilter.holds(read, for: document) == holds, "\(text)")
            }
        }
    }

    @Test(arguments: 0..<6)
    func everyTextIsReadOrRefused(seed: Int) {
        var random = PropertyRandom(seed: 15_000 + seed)
        let parts = [
            "genre", "year", "and", "or", "not", "in", "=", "!=", "<", "<=", ">", ">=", "(", ")", "[", "]",
            ",", "..",
            "1990..1999", "drama", "\"film noir\"", "\"", "1e400", "nan", "inf", "-", "1", "\\", "é",
            "\u{301}",
        ]
        for _ in 0..<2000 {
            let text =
                random.oneIn(3)
                ? RandomText.bytes(&random)
                : (0..<random.int(0...15)).map { _ in random.pick(parts) }
                    .joined(separator: random.oneIn(2) ? " " : "")
            do throws(FilterError) {
                _ = try parser.parse(text)
            } catch {
                #expect(error.column >= 1 && error.column <= text.utf8.count + 1, "\(text): \(error)")
                #expect(!error.reason.isEmpty)
            }
        }
    }

    @Test func deepFiltersAreRefused() {
        for depth in [1, 10, 19, 20, 21, 100, 900] {
            let text = String(repeating: "(", count: depth) + "year=1" + String(repeating: ")", count: depth)
            let isRead = (try? parser.parse(text)) != nil
            #expect(isRead == (depth < FilterParser.maximumDepth))
        }
        let negations = String(repeating: "not ", count: 400)
        #expect((try? parser.parse(negations + "year=1")) != nil)
    }

    /// The filter as somebody may write it; nil when it has no words for it.
    private static func written(_ filter: SearchFilter, _ random: inout PropertyRandom) -> String? {
        switch filter {
        case .facet(let facet, let keys):
            guard !keys.isEmpty else { return nil }
            let values = keys.map { random.oneIn(2) ? $0 : "\"\($0)\"" }
            if keys.count == 1, random.oneIn(2) { return "\(schema.facets[facet]) = \(values[0])" }
            return "\(schema.facets[facet]) in [\(values.joined(separator: ","))]"
        case .number(let number, let range):
            let name = schema.numbers[number]
            if random.oneIn(2) { return "\(name)=\(range.lowerBound)..\(range.upperBound)" }
            return "(\(name) >= \(range.lowerBound) AND \(name) <= \(range.upperBound))"
        case .not(let part): return written(part, &random).map { "not (\($0))" }
        case .all(let parts), .any(let parts):
            var texts: [String] = []
            for part in parts {
                guard let text = written(part, &random) else { return nil }
                texts.append("(\(text))")
            }
            if case .all = filter { return texts.joined(separator: " and ") }
            return texts.joined(separator: " OR ")
        }
    }

    private static func document(_ random: inout PropertyRandom) -> ModelDocument {
        let values = [4, 12, 400]
        return ModelDocument(
            key: SearchKey(kind: 1, id: 1),
            position: 1,
            title: [],
            texts: [],
            facets: values.map { most in (0..<random.int(0...3)).map { _ in "k\(random.int(1...most))" } },
            numbers: [
                random.oneIn(4) ? nil : Double(random.int(1988...2001)),
                random.oneIn(4) ? nil : Double(random.int(-10...30)) / 10, nil,
            ]
        )
    }
}
