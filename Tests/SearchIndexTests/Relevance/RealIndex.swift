import SearchIndex

/// The real films and their people in an index, as the read API puts them there.
struct RealIndex {
    enum Kind: UInt8 {
        case movie = 0
        case person = 1
    }

    let index: SearchIndex
    /// Title and year by the key's number.
    let films: [RealFilms.Film]
    /// Names by the key's number.
    let people: [String]

    /// What the manifest of `movies` says about words.
    static let manifest = try? RealManifest()

    static let schema = SearchSchema(
        texts: [
            .init("title", weight: 10, isTitle: true), .init("original_title", weight: 8, isTitle: true),
            .init("alternative_titles", weight: 6, isTitle: true), .init("cast", weight: 3),
            .init("crew", weight: 2), .init("year", weight: 2), .init("genre", weight: 1),
        ],
        facets: ["genre"],
        numbers: ["year", "runtime", "rating", "popularity", "added"],
        rank: [3, 2, 0],
        stopWords: manifest?.stopWords ?? [],
        synonyms: manifest?.synonyms ?? [:]
    )

    init(films: [RealFilms.Film]) {
        self.films = films
        index = SearchIndex(schema: Self.schema)
        var load = index.makeLoad()
        var people: [String] = []
        var places: [String: Int] = [:]
        var filmCounts: [Int] = []
        for (number, film) in films.enumerated() {
            load.add(Self.document(film, number: number))
            for name in film.cast + film.crew {
                if let place = places[name] {
                    filmCounts[place] += 1
                } else {
                    places[name] = people.count
                    people.append(name)
                    filmCounts.append(1)
                }
            }
        }
        for (number, name) in people.enumerated() {
            load.add(Self.document(name, number: number, filmCount: filmCounts[number]))
        }
        self.people = people
        index.replaceAll(with: load)
    }

    /// Wikipedia's lists say nothing about how popular a film is, so later films come first among equals.
    private static func document(_ film: RealFilms.Film, number: Int) -> SearchDocument {
        SearchDocument(
            key: SearchKey(kind: Kind.movie.rawValue, id: Int64(number)),
            position: 0,
            title: film.title,
            texts: [[film.title], [], [], film.cast, film.crew, ["\(film.year)"], film.genres],
            facets: [film.genres.map { FacetValue(key: $0, label: $0) }],
            numbers: [Double(film.year), nil, nil, 0, 0]
        )
    }

    private static func document(_ name: String, number: Int, filmCount: Int) -> SearchDocument {
        let popularity = Double(filmCount - 10)
        var document = SearchDocument(
            key: SearchKey(kind: Kind.person.rawValue, id: Int64(number)),
            position: 0,
            title: name,
            texts: [[name]],
            facets: [[]],
            numbers: [nil, nil, nil, popularity, 0]
        )
        if popularity > 0 {
            var name = name
            name.withUTF8 { document.addTurned(UnsafeRawBufferPointer($0), to: 2) }
        }
        return document
    }
}
