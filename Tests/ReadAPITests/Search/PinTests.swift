import CatalogScript
import Contracts
import Testing

@Suite("Pinned films")
struct PinTests {
    private func pins(_ pins: [String: [String]]) -> ScriptedLog {
        var log = FilmShelf.log
        for (query, titles) in pins.sorted(by: { $0.key < $1.key }) {
            let movies = titles.map { MovieID(rawValue: FilmShelf.id($0)) }
            log.append(.searchPinSet(SearchPinSet(query: query, movies: movies)))
        }
        return log
    }

    @Test("come first, in the editors' order, and once")
    func first() async throws {
        let log = pins(["matrix": ["Speed", "The Matrix Revolutions"]])
        try await ReadSide.serve(log) { _, _, server async throws in
            let answer = try await server.search("matrix", ["type": "movie"])
            #expect(
                answer.titles == ["Speed", "The Matrix Revolutions", "The Matrix", "The Matrix Reloaded"]
            )
            #expect(answer.items.map { $0["pinned"] as? Bool } == [true, true, nil, nil])
            #expect(answer.total == 4)
        }
    }

    @Test("belong to the query, whatever its case and blanks")
    func query() async throws {
        let log = pins(["film noir": ["Notorious"]])
        try await ReadSide.serve(log) { _, _, server async throws in
            for text in ["film noir", "Film  NOIR ", " film\tnoir"] {
                #expect(try await server.search(text).titles.first == "Notorious", "\(text)")
            }
            let other = try await server.search("film noir bogart")
            #expect(other.items.allSatisfy { $0["pinned"] == nil })
        }
    }

    @Test("must satisfy the filters")
    func filters() async throws {
        let log = pins(["matrix": ["Casablanca", "Speed"]])
        try await ReadSide.serve(log) { _, _, server async throws in
            let answer = try await server.search("matrix", ["year": "1990.."])
            #expect(answer.titles.first == "Speed")
            let people = try await server.search("matrix", ["type": "person"])
            #expect(people.items.isEmpty)
        }
    }

    @Test("go from page to page with the others")
    func pages() async throws {
        let log = pins(["matrix": ["Speed", "Casablanca", "The Matrix Revolutions"]])
        try await ReadSide.serve(log) { _, _, server async throws in
            let expected = [
                "Speed", "Casablanca", "The Matrix Revolutions", "The Matrix", "The Matrix Reloaded",
            ]
            for limit in 1...6 {
                let pages = try await server.allPages("/api/search?q=matrix&type=movie&limit=\(limit)")
                #expect(pages.flatMap(\.titles) == expected, "by \(limit)")
            }
        }
    }

    @Test("do not come before an order that was asked for")
    func sorted() async throws {
        let log = pins(["matrix": ["Speed"]])
        try await ReadSide.serve(log) { _, _, server async throws in
            let answer = try await server.search("matrix", ["sort": "year", "type": "movie"])
            #expect(answer.titles == ["The Matrix", "The Matrix Reloaded", "The Matrix Revolutions"])
        }
    }

    @Test("change while the server runs")
    func changes() async throws {
        try await ReadSide.serve(FilmShelf.log) { side, stored, server async throws in
            var models = stored
            func first(_ event: CatalogEvent) async throws -> String? {
                try await models.append(event)
                return try await server.get("/api/search?q=matrix", after: models.position).titles.first
            }
            let speed = MovieID(rawValue: FilmShelf.id("Speed"))
            let solaris = MovieID(rawValue: FilmShelf.id("Solaris"))
            #expect(try await first(.searchPinSet(SearchPinSet(query: "matrix", movies: [speed]))) == "Speed")
            #expect(
                try await first(.searchPinSet(SearchPinSet(query: "matrix", movies: [solaris]))) == "Solaris"
            )
            #expect(try await first(.searchPinCleared(SearchPinCleared(query: "matrix"))) == "The Matrix")
        }
    }
}
