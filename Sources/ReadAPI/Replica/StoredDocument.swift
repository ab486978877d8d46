import Mongo
import SearchIndex

/// What the index is told of one stored document: a new state, or that it is gone.
enum StoredDocument {
    /// Reads a document of `movies` or `people`.
    ///
    /// - Throws: `BSONError` for a document that is not what the projection writes.
    static func change(_ document: BSONDocument, kind: CatalogSchema.Kind) throws(BSONError)
        -> SearchIndex.Change
    {
        try document.withReader { reader throws(BSONError) in
            switch kind {
            case .movie: try movie(&reader)
            case .person: try person(&reader)
            }
        }
    }

    private static func movie(_ reader: inout BSONReader) throws(BSONError) -> SearchIndex.Change {
        var head = Head()
        var texts = Array(repeating: [String](), count: CatalogSchema.Text.allCases.count)
        var facets = Array(repeating: [FacetValue](), count: CatalogSchema.Facet.allCases.count)
        var numbers = [Double?](repeating: nil, count: CatalogSchema.Number.allCases.count)
        var people: [FacetValue] = []
        numbers[CatalogSchema.Number.popularity.place] = 0
        while let field = try reader.next() {
            switch field.name {
            case "title":
                head.title = try field.string()
                texts[CatalogSchema.Text.title.rawValue] = [head.title]
            case "original_title": texts[CatalogSchema.Text.originalTitle.rawValue] = [try field.string()]
            case "alternative_titles":
                texts[CatalogSchema.Text.alternativeTitles.rawValue] = try strings(field)
            case "year":
                let year = try field.int()
                numbers[CatalogSchema.Number.year.place] = Double(year)
                texts[CatalogSchema.Text.year.rawValue] = [String(year)]
                let decade = year - year % 10
                facets[CatalogSchema.Facet.decade.place] = [FacetValue(key: "\(decade)", label: "\(decade)s")]
            case "runtime": numbers[CatalogSchema.Number.runtime.place] = try field.double()
            case "rating": numbers[CatalogSchema.Number.rating.place] = try field.double()
            case "popularity": numbers[CatalogSchema.Number.popularity.place] = try field.double()
            case "added_at":
                numbers[CatalogSchema.Number.added.place] = Double(try field.millisecondsSince1970())
            case "genres":
                let genres = try references(field, key: "slug")
                facets[CatalogSchema.Facet.genre.place] = genres
                texts[CatalogSchema.Text.genre.rawValue] = genres.map(\.label)
            case "countries": facets[CatalogSchema.Facet.country.place] = try references(field, key: "code")
            case "languages": facets[CatalogSchema.Facet.language.place] = try references(field, key: "code")
            case "cast":
                let cast = try references(field, key: "slug")
                texts[CatalogSchema.Text.cast.rawValue] = cast.map(\.label)
                people += cast
            case "crew":
                let crew = try references(field, key: "slug")
                texts[CatalogSchema.Text.crew.rawValue] = crew.map(\.label)
                people += crew
            default: try head.read(field)
            }
        }
        facets[CatalogSchema.Facet.person.place] = people
        return head.change(.movie, texts, facets, numbers)
    }

    private static func person(_ reader: inout BSONReader) throws(BSONError) -> SearchIndex.Change {
        var head = Head()
        var texts = Array(repeating: [String](), count: CatalogSchema.Text.allCases.count)
        var numbers = [Double?](repeating: nil, count: CatalogSchema.Number.allCases.count)
        while let field = try reader.next() {
            switch field.name {
            case "name":
                head.title = try field.string()
                texts[CatalogSchema.Text.title.rawValue] = [head.title]
            case "film_count":
                // Beside films: whoever is in more than ten comes before a film of the same name that nobody rated.
                numbers[CatalogSchema.Number.popularity.place] = try field.double() - 10
            default: try head.read(field)
            }
        }
        let facets = Array(repeating: [FacetValue](), count: CatalogSchema.Facet.allCases.count)
        return head.change(.person, texts, facets, numbers)
    }

    /// What documents of both kinds have.
    private struct Head {
        var id: Int64 = 0
        var position: Int64 = 0
        var isGone = false
        var title = ""

        mutating func read(_ field: BSONField) throws(BSONError) {
            switch field.name {
            case "_id": id = try field.int64()
            case "_pos":
                var positions = try field.reader()
                position = try positions.next(named: "catalog")?.int64() ?? 0
            case "gone": isGone = try field.bool()
            default: break
            }
        }

        func change(
            _ kind: CatalogSchema.Kind,
            _ texts: [[String]],
            _ facets: [[FacetValue]],
            _ numbers: [Double?]
        ) -> SearchIndex.Change {
            let key = SearchKey(kind: kind.rawValue, id: id)
            if isGone { return .remove(key, position: position) }
            var facets = facets
            facets[CatalogSchema.Facet.type.place] = [FacetValue(key: kind.name, label: kind.name)]
            return .put(
                SearchDocument(
                    key: key,
                    position: position,
                    title: title,
                    texts: texts,
                    facets: facets,
                    numbers: numbers
                )
            )
        }
    }

    private static func strings(_ field: BSONField) throws(BSONError) -> [String] {
        var array = try field.reader()
        var strings: [String] = []
        while let element = try array.next() { strings.append(try element.string()) }
        return strings
    }

    /// Embedded references: named by slug or code, known for ever by identifier where they have one.
    private static func references(_ field: BSONField, key: StaticString) throws(BSONError) -> [FacetValue] {
        var array = try field.reader()
        var values: [FacetValue] = []
        while let element = try array.next() {
            var reference = try element.reader()
            var value = FacetValue(key: "", label: "")
            while let part = try reference.next() {
                if part.name == key {
                    value.key = try part.string()
                } else if part.name == "id" {
                    value.id = String(try part.int64())
                } else if part.name == "name" {
                    value.label = try part.string()
                }
            }
            values.append(value)
        }
        return values
    }
}
