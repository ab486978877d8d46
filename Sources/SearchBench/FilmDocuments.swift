import JSONKit
import SearchIndex

/// Films of an import file, and the people in them, as the read API's replica indexes them.
struct FilmDocuments {
    static let schema = SearchSchema(
        texts: [
            .init("title", weight: 10, isTitle: true), .init("original_title", weight: 8, isTitle: true),
            .init("alternative_titles", weight: 6, isTitle: true), .init("cast", weight: 3),
            .init("crew", weight: 2), .init("year", weight: 2), .init("genre", weight: 1),
        ],
        facets: ["type", "genre", "decade", "country", "language", "person"],
        numbers: ["year", "runtime", "rating", "popularity", "added"],
        rank: [3, 2, 0],
        stopWords: ["the", "a", "an", "of", "and", "in", "on", "to", "is", "it"]
    )

    /// Places in the schema.
    private enum Text {
        static let title = 0, original = 1, alternative = 2, cast = 3, crew = 4, year = 5, genre = 6
    }
    private enum Facet { static let type = 0, genre = 1, decade = 2, country = 3, language = 4, person = 5 }

    private var next: Int64 = 0
    private var people: [String: Int64] = [:]
    private var filmCounts: [Int] = []

    mutating func film(_ value: JSONValue) -> SearchDocument {
        next += 1
        let title = value["title"]?.text ?? ""
        let year = value["year"]?.number
        var document = SearchDocument(
            key: SearchKey(kind: 0, id: next),
            position: next,
            title: title,
            numbers: [
                year, value["runtime"]?.number, value["rating"]?.number, value["popularity"]?.number,
                Double(next),
            ]
        )
        document.add(title, to: Text.title)
        if let text = value["original_title"]?.text { document.add(text, to: Text.original) }
        for text in (value["alternative_titles"]?.elements ?? []).compactMap(\.text) {
            document.add(text, to: Text.alternative)
        }
        document.add(FacetValue(key: "movie", label: "movie"), to: Facet.type)
        if let year = year.map({ Int($0) }) {
            document.add("\(year)", to: Text.year)
            document.add(FacetValue(key: "\(year / 10 * 10)", label: "\(year / 10 * 10)s"), to: Facet.decade)
        }
        for genre in (value["genres"]?.elements ?? []).compactMap(\.text) {
            document.add(
                FacetValue(key: genre.lowercased(), label: genre),
                to: Facet.genre,
                searchedIn: Text.genre
            )
        }
        for country in codes(value["countries"]) { document.add(country, to: Facet.country) }
        for language in codes(value["languages"]) { document.add(language, to: Facet.language) }
        for name in names(value["cast"]) {
            document.add(person(name), to: Facet.person, searchedIn: Text.cast)
        }
        for name in names(value["crew"]) {
            document.add(person(name), to: Facet.person, searchedIn: Text.crew)
        }
        return document
    }

    /// Everybody who is credited, after all films.
    func persons() -> [SearchDocument] {
        people.map { name, id in
            SearchDocument(
                key: SearchKey(kind: 1, id: id),
                position: next,
                title: name,
                texts: [[name]],
                facets: [[FacetValue(key: "person", label: "person")]],
                numbers: [nil, nil, nil, Double(filmCounts[Int(id) - 1])]
            )
        }
    }

    private mutating func person(_ name: String) -> FacetValue {
        let id: Int64
        if let known = people[name] {
            id = known
        } else {
            id = Int64(people.count + 1)
            people[name] = id
            filmCounts.append(0)
        }
        filmCounts[Int(id) - 1] += 1
        return FacetValue(key: "\(id)", label: name, id: id)
    }

    private func names(_ value: JSONValue?) -> [String] {
        (value?.elements ?? []).compactMap { $0["name"]?.text }
    }

    private func codes(_ value: JSONValue?) -> [FacetValue] {
        (value?.elements ?? []).compactMap { element in
            guard let code = element["code"]?.text else { return nil }
            return FacetValue(key: code, label: element["name"]?.text ?? code)
        }
    }
}

extension JSONValue {
    subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    var elements: [JSONValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    var number: Double? {
        switch self {
        case .int(let number): Double(number)
        case .double(let number): number
        default: nil
        }
    }
}
