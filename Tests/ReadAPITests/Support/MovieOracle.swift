import CatalogScript
import Contracts
import Projection
import ReadModels

@testable import ReadAPI

/// One list of films as a test asks for it.
struct ListQuery: CustomStringConvertible {
    var genres: [String] = []
    var people: [String] = []
    var countries: [String] = []
    var languages: [String] = []
    var years: [ClosedRange<Int>] = []
    var sort = "title"

    static let sorts = [
        "title", "-title", "year", "-year", "added", "-added", "-popularity", "rating", "-rating", "runtime",
        "-runtime",
    ]

    /// The parameters of the request.
    var description: String {
        var parts = ["sort=\(sort)"]
        func add(_ name: String, _ values: [String]) {
            if !values.isEmpty { parts.append("\(name)=\(values.joined(separator: ","))") }
        }
        add("genre", genres)
        add("person", people)
        add("country", countries)
        add("language", languages)
        add("year", years.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)..\($0.upperBound)" })
        return parts.joined(separator: "&")
    }

    /// A query whose filters hit something now and then.
    static func random(_ script: CatalogScript, _ random: inout SeededGenerator) -> ListQuery {
        var query = ListQuery()
        query.sort = sorts.randomElement(using: &random) ?? query.sort
        func some<Value>(_ values: [Value], _ random: inout SeededGenerator) -> [Value] {
            guard Int.random(in: 0..<3, using: &random) == 0 else { return [] }
            return Array(values.shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random)))
        }
        let genres = script.genres.values.sorted { $0.id < $1.id }
        query.genres = some(genres.map { "\($0.id)" } + genres.map(\.slug) + ["no-such-genre"], &random)
        let people = script.people.sorted { $0.key < $1.key }
        query.people = some(people.map { "\($0.key)" } + people.map(\.value.facts.slug) + ["nobody"], &random)
        query.countries = some(script.countries.keys.sorted().map(\.rawValue), &random)
        query.languages = some(script.languages.keys.sorted().map(\.rawValue), &random)
        query.years = some([1950...1955, 1960...1960, 1953...1968, 1800...1801], &random)
        return query
    }
}

/// Lists of films as a reader of the documentation would make them: every film looked at, all of them sorted.
struct MovieOracle {
    struct Film {
        let id: Int64
        let facts: MovieFacts
        let addedAt: Int64
        let sortTitle: String
    }

    let films: [Film]

    init(_ fixture: ReadFixture) {
        films = fixture.movies.entries.compactMap { key, entry in
            guard case .int(let id) = key, let document = entry.state.document else { return nil }
            return Film(
                id: id,
                facts: document.facts,
                addedAt: document.addedAt,
                sortTitle: Self.sortTitle(document.facts.title)
            )
        }
    }

    /// The identifiers of all films of a query, in order.
    func list(_ query: ListQuery) -> [Int64] {
        films.filter { matches($0, query) }.sorted { precedes($0, $1, query.sort) }.map(\.id)
    }

    private func matches(_ film: Film, _ query: ListQuery) -> Bool {
        func any<Value>(_ wanted: [Value], _ has: (Value) -> Bool) -> Bool {
            wanted.isEmpty || wanted.contains(where: has)
        }
        let facts = film.facts
        return any(query.genres) { name in facts.genres.contains { "\($0.id)" == name || $0.slug == name } }
            && any(query.people) { name in
                facts.credits.contains { "\($0.person.id)" == name || $0.person.slug == name }
            }
            && any(query.countries) { code in facts.countries.contains { $0.code.rawValue == code } }
            && any(query.languages) { code in facts.languages.contains { $0.code.rawValue == code } }
            && any(query.years) { $0.contains(facts.year) }
    }

    private func precedes(_ left: Film, _ right: Film, _ sort: String) -> Bool {
        switch sort {
        case "title": return titlePrecedes(left, right)
        // Exactly the other way round.
        case "-title": return titlePrecedes(right, left)
        default: break
        }
        let isDescending = sort.hasPrefix("-")
        let (one, other) = (number(left, sort), number(right, sort))
        if one != other {
            // What is not known comes last in both directions.
            guard let one else { return false }
            guard let other else { return true }
            return isDescending ? one > other : one < other
        }
        return ranksBefore(left, right)
    }

    private func titlePrecedes(_ left: Film, _ right: Film) -> Bool {
        if left.sortTitle != right.sortTitle {
            return left.sortTitle.utf8.lexicographicallyPrecedes(right.sortTitle.utf8)
        }
        return ranksBefore(left, right)
    }

    private func number(_ film: Film, _ sort: String) -> Double? {
        switch sort.drop(while: { $0 == "-" }) {
        case "year": Double(film.facts.year)
        case "added": Double(film.addedAt)
        case "popularity": film.facts.popularity ?? 0
        case "rating": film.facts.rating
        default: film.facts.runtime.map(Double.init)
        }
    }

    /// Popularity, which is 0 where it is not known, rating and year, larger first and unknown last, then the identifier.
    private func ranksBefore(_ left: Film, _ right: Film) -> Bool {
        func popularity(_ film: Film) -> Double { film.facts.popularity ?? 0 }
        if popularity(left) != popularity(right) { return popularity(left) > popularity(right) }
        let (one, other) = (left.facts.rating ?? -.infinity, right.facts.rating ?? -.infinity)
        if one != other { return one > other }
        if left.facts.year != right.facts.year { return left.facts.year > right.facts.year }
        return left.id < right.id
    }

    /// How the words of a ``CatalogScript`` read in an alphabetical list; those that are missing read as they are.
    private static let sortWords = [
        "The": "the", "A": "a", "An": "an", "Night": "night", "Élan": "elan", "Müller": "muller",
        "Red": "red",
        "Blue": "blue", "Über": "uber", "Dog": "dog", "Король": "король", "七人の侍": "七人 人の の侍",
        "O'Hara": "ohara",
        "Vol.": "vol", "🎬": "", "River": "river",
    ]

    static func sortTitle(_ title: String) -> String {
        var words = title.split(separator: " ").map { sortWords[String($0)] ?? String($0) }
        words.removeAll(where: \.isEmpty)
        if words.count > 1, ["the", "a", "an"].contains(words[0]) { words.removeFirst() }
        return words.joined(separator: " ")
    }
}
