import CatalogScript
import Contracts
import Mongo
import Projection
import ReadModels

@testable import ReadAPI

/// Lists of films as a reader of the requirements would make them: every film looked at, all of them sorted.
struct MovieOracle {
    struct Film {
        let id: Int64
        let facts: MovieFacts
        let addedAt: Int64
        let sortTitle: String
    }

    let films: [Film]
    let genreSlugs: [String: Int64]
    let personSlugs: [String: Int64]

    init(_ fixture: ReadFixture) {
        films = fixture.movies.entries.compactMap { key, entry in
            guard case .int(let id) = key, let document = entry.state.document else { return nil }
            let sortTitle = MemoryModel<MoviesProjection>.bytes(of: document)["_sort_title"]?.stringValue ?? ""
            return Film(id: id, facts: document.facts, addedAt: document.addedAt, sortTitle: sortTitle)
        }
        genreSlugs = Dictionary(uniqueKeysWithValues: fixture.script.genres.map { ($0.value.slug, $0.key.rawValue) })
        personSlugs = Dictionary(
            uniqueKeysWithValues: fixture.script.people.map { ($0.value.facts.slug, $0.key.rawValue) })
    }

    /// The identifiers of all films of a query, in order; its limit and place are not looked at.
    func list(_ query: MovieQuery) -> [Int64] {
        films.filter { matches($0, query.filter) }.sorted { precedes($0, $1, query.sort) }.map(\.id)
    }

    private func matches(_ film: Film, _ filter: MovieFilter) -> Bool {
        func any<Value>(_ wanted: [Value], _ has: (Value) -> Bool) -> Bool { wanted.isEmpty || wanted.contains(where: has) }
        return any(filter.genres) { name in
            film.facts.genres.contains { $0.id.rawValue == id(name, genreSlugs) }
        } && any(filter.people) { name in
            film.facts.credits.contains { $0.person.id.rawValue == id(name, personSlugs) }
        } && any(filter.countries) { code in film.facts.countries.contains { $0.code == code } }
            && any(filter.languages) { code in film.facts.languages.contains { $0.code == code } }
            && any(filter.years) { $0.contains(film.facts.year) }
    }

    private func id(_ name: MovieFilter.Name, _ slugs: [String: Int64]) -> Int64? {
        switch name {
        case .id(let id): id
        case .slug(let slug): slugs[slug]
        }
    }

    private func precedes(_ left: Film, _ right: Film, _ sort: MovieSort) -> Bool {
        let (left, right) = sort.isDescending ? (right, left) : (left, right)
        switch sort.by {
        case .title:
            if left.sortTitle != right.sortTitle { return left.sortTitle.utf8.lexicographicallyPrecedes(right.sortTitle.utf8) }
        case .year:
            if left.facts.year != right.facts.year { return left.facts.year < right.facts.year }
        case .added:
            if left.addedAt != right.addedAt { return left.addedAt < right.addedAt }
        case .popularity:
            let (one, other) = (left.facts.popularity ?? 0, right.facts.popularity ?? 0)
            if one != other { return one < other }
        }
        return left.id < right.id
    }

    /// A query whose filters hit something now and then.
    static func random(_ script: CatalogScript, _ random: inout SeededGenerator) -> MovieQuery {
        var query = MovieQuery(limit: Int.random(in: 1...30, using: &random))
        query.sort = MovieSort.all.randomElement(using: &random) ?? query.sort
        func some<Value>(_ values: [Value], _ random: inout SeededGenerator) -> [Value] {
            guard Int.random(in: 0..<3, using: &random) == 0 else { return [] }
            return Array(values.shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random)))
        }
        let genres = script.genres.values.sorted { $0.id < $1.id }
        query.filter.genres = some(genres.map { .id($0.id.rawValue) } + genres.map { .slug($0.slug) } + [.slug("?")], &random)
        let people = script.people.sorted { $0.key < $1.key }
        query.filter.people = some(
            people.map { .id($0.key.rawValue) } + people.map { .slug($0.value.facts.slug) } + [.slug("?")], &random)
        query.filter.countries = some(script.countries.keys.sorted(), &random)
        query.filter.languages = some(script.languages.keys.sorted(), &random)
        query.filter.years = some([1950...1955, 1960...1960, 1953...1968, 1800...1801], &random)
        return query
    }
}
