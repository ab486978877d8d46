import CatalogService
import Contracts
import Testing
import WriteSide

@Suite("The version of an entity")
struct VersionTests {
    @Test("counts its events, those of a film's credits among them")
    func counts() async throws {
        try await withCatalog { catalog in
            try await catalog.given(.person("A"))
            #expect(try await catalog.given(.movie("X")).receipt?.version == 1)
            let revised = try await catalog.given(.revise(movie: 1) { $0.title = "Y" })
            #expect(revised.receipt?.version == 2)
            #expect(try await catalog.given(.addCredit(1, .cast(.init(person: 1)))).receipt?.version == 3)
            let both = try await catalog.given(
                .revise(movie: 1) {
                    $0.title = "Z"
                    $0.cast = []
                }
            )
            #expect(both.receipt?.version == 5)
            #expect(try await catalog.given(.withdrawMovie(1)).receipt?.version == 6)
            #expect(try await catalog.given(.withdrawMovie(1)).receipt?.version == 6)
        }
    }

    @Test("that a caller did not expect stops the command", arguments: streams)
    func conflict(stream: String, command: CatalogCommand) async throws {
        try await withCatalog { catalog in
            try await catalog.given(
                .registerGenre(name: "Drama"),
                .registerCountry("FR", name: "France"),
                .registerLanguage("fr", name: "French"),
                .person("A"),
                .movie("X") { $0.crew = [.init(person: 1, job: "Director")] },
                .setSearchPin(query: "q", movies: [1])
            )
            let stale = try await catalog.when(command, if: .version(of: stream, isOneOf: [7]))
            #expect(stale.refusal?.kind == .preconditionFailed(version: 1))
            #expect(stale.events.isEmpty)
            let fresh = try await catalog.when(command, if: .version(of: stream, isOneOf: [1]))
            #expect(fresh.receipt?.version == 2)
            let repeated = try await catalog.when(command, if: .version(of: stream, isOneOf: [1]))
            #expect(repeated.refusal?.kind == .preconditionFailed(version: 2))
        }
    }

    private static let streams: [(String, CatalogCommand)] = [
        ("movie-1", .revise(movie: 1) { $0.title = "Y" }),
        ("movie-1", .withdrawMovie(1)),
        ("movie-1", .addCredit(1, .cast(.init(person: 1)))),
        ("movie-1", .removeCredit(1, 1)),
        ("person-1", .revise(person: 1) { $0.name = "B" }),
        ("genre-1", .reviseGenre(1, name: "Tragedy")),
        ("country-FR", .reviseCountry("FR", name: "Frankreich")),
        ("language-fr", .reviseLanguage("fr", name: "Français")),
        ("search-pin-q", .clearSearchPin(query: "q")),
    ]
}
