import Testing

@testable import SearchIndex

/// Values that are counted, and whose names are searched too.
@Suite struct NamedValuesTests {
    private static let schema = SearchSchema(
        texts: [
            .init("title", weight: 10, isTitle: true), .init("cast", weight: 3), .init("crew", weight: 2),
        ],
        facets: ["genre", "person"]
    )

    private static func film(_ id: Int64, _ people: [(id: Int64, slug: String, name: String, text: Int)])
        -> SearchDocument
    {
        var document = SearchDocument(key: SearchKey(kind: 0, id: id), position: 1, title: "Film")
        document.add("Film", to: 0)
        for person in people {
            let value = FacetValue(key: person.slug, label: person.name, id: person.id)
            document.add(value, to: 1, searchedIn: person.text)
        }
        return document
    }

    /// The films of which one still has somebody's old name, as a load may find them.
    private static let films = [
        film(1, [(7, "norma-jeane", "Norma Jeane", 1), (8, "billy-wilder", "Billy Wilder", 2)]),
        film(2, [(8, "billy-wilder", "Billy Wilder", 1), (7, "marilyn-monroe", "Marilyn Monroe", 1)]),
        film(3, [(7, "marilyn-monroe", "Marilyn Monroe", 2), (7, "marilyn-monroe", "Marilyn Monroe", 1)]),
        film(4, [(7, "norma-jeane", "Norma Jeane", 1)]),
    ]

    private static func index(isLoaded: Bool) -> SearchIndex {
        let index = SearchIndex(schema: schema)
        if isLoaded {
            var load = index.makeLoad()
            for film in films { load.add(film) }
            index.replaceAll(with: load)
        } else {
            for film in films { index.apply([.put(film)]) }
        }
        return index
    }

    private static func films(_ text: String, _ filter: SearchFilter? = nil, in index: SearchIndex) -> [Int64]
    {
        var query = SearchQuery(text)
        if let filter { query.filters = [filter] }
        return index.search(query).hits.map(\.key.id).sorted()
    }

    @Test(arguments: [true, false])
    func everyFilmIsFoundByTheNameThatItHas(isLoaded: Bool) {
        let index = Self.index(isLoaded: isLoaded)
        #expect(Self.films("norma jeane", in: index) == [1, 4])
        #expect(Self.films("marilyn", in: index) == [2, 3])
        #expect(Self.films("wilder", in: index) == [1, 2])
    }

    @Test(arguments: [true, false])
    func bothNamesAreOneValue(isLoaded: Bool) {
        let index = Self.index(isLoaded: isLoaded)
        for name in ["marilyn-monroe", "norma-jeane", "7"] {
            #expect(Self.films("", .facet(1, anyOf: [name]), in: index) == [1, 2, 3, 4], "\(name)")
        }
        #expect(Self.films("", .facet(1, anyOf: ["9"]), in: index) == [])
        var query = SearchQuery("")
        query.facets = [.init(1)]
        let counts = index.search(query).facets[0].map { "\($0.value.key) \($0.count)" }
        // The last film to come had the old name.
        #expect(counts == ["norma-jeane 4", "billy-wilder 2"])
        query.facets = [.init(1, text: "nor")]
        #expect(index.search(query).facets[0].map(\.value.label) == ["Norma Jeane"])
    }

    /// Names that change again and again take no more memory than some names do.
    @Test func namesThatChangeOftenAreNotKept() {
        var field = FacetField(tokenizer: Tokenizer(articles: []))
        for round in 0..<20_000 {
            for id in 0..<3 {
                let name = id == 0 ? "Somebody Who Stays" : "Somebody Number \(round) Of \(id)"
                let film = Self.film(1, [(Int64(id), "somebody-\(id)", name, 1)])
                var found: [FacetField.Found?] = []
                film.withBytes { bytes in field.find(film.values[1...1], bytes, into: &found) }
            }
        }
        #expect(field.byteCount < 100_000)
        #expect(field.count == 3)
        #expect(field[0] == FacetValue(key: "somebody-0", label: "Somebody Who Stays"))
        #expect(field[2] == FacetValue(key: "somebody-2", label: "Somebody Number 19999 Of 2"))
        #expect(field.numbers(matching: [Array(" stays".utf8)]) == [0])
        #expect(field.numbers(matching: [Array(" 19999".utf8)]) == [1, 2])
        #expect(field.numbers(matching: [Array(" 19998".utf8)]) == [])
    }

    /// The words of cast and crew stand in the texts that they were given for.
    @Test(arguments: [true, false])
    func theNameIsInTheTextThatItWasGivenFor(isLoaded: Bool) {
        let index = Self.index(isLoaded: isLoaded)
        // Found in the cast, film 2 comes before film 1, which has him in the crew.
        #expect(index.search(SearchQuery("billy wilder")).hits.map(\.key.id) == [2, 1])
    }
}
