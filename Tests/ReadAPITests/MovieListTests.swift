import CatalogScript
import Contracts
import Mongo
import Projection
import ReadModels
import Testing

@testable import ReadAPI

@Suite("A list of films")
struct MovieListTests {
    /// Turns every page.
    private func all(_ query: MovieQuery, _ fixture: ReadFixture) async throws -> [Int64] {
        var query = query
        var ids: [Int64] = []
        repeat {
            let page = try await fixture.queries.movies(query, including: [], until: fixture.deadline)
            #expect(page.documents.count <= query.limit)
            ids += page.documents.compactMap { $0["_id"]?.int64Value }
            query.after = page.next
        } while query.after != nil
        return ids
    }

    @Test("has the films of any filters in any order, page by page", arguments: [1, 2, 3] as [UInt64])
    func combinations(seed: UInt64) async throws {
        try await ReadFixture.with(seed: seed) { fixture in
            let oracle = MovieOracle(fixture)
            var random = SeededGenerator(seed: seed)
            var hits = 0
            for _ in 0..<80 {
                let query = MovieOracle.random(fixture.script, &random)
                let expected = oracle.list(query)
                if !expected.isEmpty { hits += 1 }
                let found = try await all(query, fixture)
                #expect(found == expected, "\(query)")
            }
            #expect(hits > 20)
        }
    }

    @Test("has each film once in every order, in pages of every size")
    func pages() async throws {
        try await ReadFixture.with(events: 200) { fixture in
            let oracle = MovieOracle(fixture)
            for sort in MovieSort.all {
                for limit in [1, 2, 7, 100] {
                    let query = MovieQuery(sort: sort, limit: limit)
                    let found = try await all(query, fixture)
                    #expect(found == oracle.list(query), "\(sort.name) by \(limit)")
                }
            }
        }
    }

    @Test("gives what stays as it is exactly once while everything else changes")
    func stability() async throws {
        try await ReadFixture.with(seed: 9) { fixture in
            for sort in MovieSort.all {
                var script = fixture.script
                var model = fixture.movies
                let collection = fixture.database.collection("movies_v1_g1")
                var untouched = Set(MovieOracle(fixture).films.map(\.id))
                var query = MovieQuery(sort: sort, limit: 5)
                var seen: [Int64] = []
                repeat {
                    let page = try await fixture.queries.movies(query, including: [], until: fixture.deadline)
                    seen += page.documents.compactMap { $0["_id"]?.int64Value }
                    query.after = page.next
                    let known = script.log.events.count
                    script.run(5)
                    for event in script.log.events[known...] {
                        try model.apply(event.event, at: event.place)
                        let changed = model.entries.filter { $0.value.position == event.place.position.rawValue }.keys
                        for key in changed {
                            guard case .int(let id) = key else { continue }
                            untouched.remove(id)
                            guard let document = model.stored(.int(id)) else { continue }
                            try await collection.replaceOne(["_id": .int64(id)], with: document, upsert: true)
                        }
                    }
                } while query.after != nil
                let counts = seen.reduce(into: [:]) { $0[$1, default: 0] += 1 }
                #expect(!untouched.isEmpty)
                for id in untouched { #expect(counts[id] == 1, "film \(id) by \(sort.name)") }
                // Back to where the next order begins.
                try await collection.deleteMany([:])
                try await collection.insert(Array(fixture.movies.stored.values))
            }
        }
    }

    @Test("finds films by every word of title, other titles and cast, whatever the case and the accents")
    func search() async throws {
        try await withFilms { fixture in
            let searches: [([String], [String])] = [
                (["casablanca"], ["Casablanca"]),
                (["BERGMAN"], ["Casablanca"]),
                (["rick", "casablanca"], ["Casablanca"]),
                (["casablanca", "nothing"], []),
                (["amelie"], ["Amélie"]),
                (["\"", "\\"], []),
            ]
            for (words, expected) in searches {
                let page = try await fixture.queries.search(words, limit: 10, including: [], until: fixture.deadline)
                #expect(page.documents.map { $0["title"]?.stringValue } == expected, "\(words)")
            }
        }
    }

    private func withFilms(_ body: @escaping @Sendable (ReadFixture) async throws -> Void) async throws {
        try await ReadFixture.with(events: 0) { fixture in
            let ingrid = PersonReference(id: PersonID(rawValue: 1), slug: "ingrid-bergman", name: "Ingrid Bergman")
            var log = fixture.script.log
            log.append(
                .movieRegistered(
                    MovieRegistered(
                        id: MovieID(rawValue: 1),
                        facts: MovieFacts(
                            slug: "casablanca-1942",
                            title: "Casablanca",
                            year: 1942,
                            alternativeTitles: ["Everybody Comes to Rick's"],
                            credits: [
                                Credit(
                                    id: CreditID(rawValue: 1),
                                    person: ingrid,
                                    role: .cast(character: nil, billing: 1)
                                )
                            ]
                        )
                    )
                )
            )
            log.append(
                .movieRegistered(
                    MovieRegistered(
                        id: MovieID(rawValue: 2),
                        facts: MovieFacts(slug: "amelie-2001", title: "Amélie", year: 2001)
                    )
                )
            )
            let model = try MemoryModel(MoviesProjection(), of: log.events)
            try await fixture.database.collection("movies_v1_g1").insert(Array(model.stored.values))
            try await body(fixture)
        }
    }
}
