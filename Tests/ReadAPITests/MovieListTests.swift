import CatalogScript
import Contracts
import Projection
import Testing

@testable import ReadAPI

@Suite("A list of films")
struct MovieListTests {
    @Test("has the films of any filters in any order, page by page", arguments: [1, 2, 3] as [UInt64])
    func combinations(seed: UInt64) async throws {
        try await ReadFixture.serve(seed: seed, events: 600) { fixture, server in
            let oracle = MovieOracle(fixture)
            var random = SeededGenerator(seed: seed)
            var hits = 0
            for _ in 0..<80 {
                let query = ListQuery.random(fixture.script, &random)
                let limit = Int.random(in: 1...30, using: &random)
                let expected = oracle.list(query)
                if !expected.isEmpty { hits += 1 }
                let pages = try await server.allPages("/api/movies?fields=year&limit=\(limit)&\(query)")
                #expect(pages.flatMap(\.ids) == expected, "\(query)")
                #expect(pages.dropLast().allSatisfy { $0.items.count == limit })
                #expect(pages.allSatisfy { $0.total == expected.count }, "\(query)")
            }
            #expect(hits > 20)
        }
    }

    @Test("has each film once in every order, in pages of every size", arguments: ListQuery.sorts)
    func pages(sort: String) async throws {
        try await ReadFixture.serve(events: 200) { fixture, server in
            let expected = MovieOracle(fixture).list(ListQuery(sort: sort))
            for limit in [1, 2, 7, 100] {
                let pages = try await server.allPages("/api/movies?fields=year&sort=\(sort)&limit=\(limit)")
                #expect(pages.flatMap(\.ids) == expected, "by \(limit)")
            }
        }
    }

    @Test("gives what stays as it is exactly once while everything else changes", arguments: ListQuery.sorts)
    func stability(sort: String) async throws {
        try await ReadFixture.serve(seed: 9) { fixture, server in
            var script = fixture.script
            var models = fixture.models
            var untouched = Set(MovieOracle(fixture).films.map(\.id))
            var seen: [Int64] = []
            var cursor: String?
            repeat {
                let page = try await server.get(
                    "/api/movies?limit=5&sort=\(sort)" + (cursor.map { "&cursor=\($0)" } ?? ""),
                    ["Kinoteka-After": "catalog:\(models.position)"]
                )
                #expect(page.status == 200)
                seen += page.ids
                cursor = page.next
                let known = models.position
                script.run(5)
                try await models.append(script.log.events[Int(known.rawValue)...].map(\.event))
                for (key, entry) in models.movies.entries where entry.position > known.rawValue {
                    if case .int(let id) = key { untouched.remove(id) }
                }
            } while cursor != nil
            let counts = seen.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            #expect(!untouched.isEmpty)
            for id in untouched { #expect(counts[id] == 1, "film \(id)") }
        }
    }
}
