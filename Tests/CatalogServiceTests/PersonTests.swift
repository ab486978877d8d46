import CatalogService
import Contracts
import Testing
import WriteSide

@Suite("A person")
struct PersonTests {
    @Test("is registered with all facts, external identifiers sorted")
    func registered() async throws {
        try await withCatalog { catalog in
            let outcome = try await catalog.when(
                .person("Agnès Varda") {
                    $0.birthYear = 1928
                    $0.deathYear = 2019
                    $0.externalIDs = [
                        .init(source: "tmdb", id: "6817"), .init(source: "imdb", id: "nm0889513"),
                    ]
                }
            )
            let facts = PersonFacts(
                slug: "agnes-varda",
                name: "Agnès Varda",
                birthYear: 1928,
                deathYear: 2019,
                externalIDs: [.init(source: "imdb", id: "nm0889513"), .init(source: "tmdb", id: "6817")]
            )
            #expect(outcome.events == [.personRegistered(PersonRegistered(id: 1, facts: facts))])
            #expect(outcome.body == #"{"id":1,"slug":"agnes-varda"}"#)
            #expect(outcome.receipt?.outcome == .created)
        }
    }

    @Test("is revised by what differs; the slug stays")
    func revised() async throws {
        try await withCatalog { catalog in
            try await catalog.given(
                .person("A") {
                    $0.birthYear = 1928
                    $0.externalIDs = [.init(source: "imdb", id: "1"), .init(source: "tmdb", id: "2")]
                }
            )
            let outcome = try await catalog.when(
                .revise(person: 1) {
                    $0.name = "B"
                    $0.birthYear = .set(1928)
                    $0.deathYear = .set(2000)
                    $0.externalIDs = [.init(source: "imdb", id: "3"), .init(source: "tmdb", id: "2")]
                }
            )
            var expected = PersonRevised(id: 1)
            expected.name = "B"
            expected.movies = []
            expected.deathYear = .set(2000)
            expected.externalIDs = SetChange(
                added: [.init(source: "imdb", id: "3")],
                removed: [.init(source: "imdb", id: "1")]
            )
            #expect(outcome.events == [.personRevised(expected)])
            #expect(outcome.slug == "a")
        }
    }

    @Test("with a new name says which films credit them, each once, withdrawn ones too")
    func renamed() async throws {
        try await withCatalog { catalog in
            try await catalog.given(
                .person("A"),
                .person("Other"),
                .movie("Neither") { $0.cast = [.init(person: 2)] },
                .movie("Both") {
                    $0.cast = [.init(person: 2), .init(person: 1)]
                    $0.crew = [.init(person: 1, job: "Director")]
                },
                .movie("No more") { $0.cast = [.init(person: 1)] },
                .replaceMovie(3, MovieDraft(title: "No more", year: 1999)),
                .movie("Gone") { $0.crew = [.init(person: 1, job: "Writer")] },
                .withdrawMovie(4)
            )
            var expected = PersonRevised(id: 1)
            expected.name = "B"
            expected.movies = [2, 4]
            #expect(
                try await catalog.when(.revise(person: 1) { $0.name = "B" }).events == [
                    .personRevised(expected)
                ]
            )
            let born = try await catalog.when(.revise(person: 1) { $0.birthYear = .set(1928) }).events
            #expect(born.count == 1 && born.movies == nil)
        }
    }

    @Test("with more films than an event names says nothing of them")
    func prolific() async throws {
        try await withCatalog { catalog in
            let film = CatalogCommand.movie("X") { $0.cast = [.init(person: 1)] }
            let films = (1...PersonRevised.mostMovies).map { _ in
                CommandEnvelope(film, actor: "editor", correlationID: "test")
            }
            try await catalog.given(.person("A"))
            for result in await catalog.writer.submit(films) { _ = try result.get() }
            let told = try await catalog.when(.revise(person: 1) { $0.name = "B" }).events
            #expect(told.movies?.count == PersonRevised.mostMovies)
            try await catalog.given(film)
            #expect(try await catalog.when(.revise(person: 1) { $0.name = "C" }).events.movies == nil)
        }
    }

    @Test("replaced by a draft loses what the draft does not name")
    func replaced() async throws {
        try await withCatalog { catalog in
            try await catalog.given(.person("A") { $0.birthYear = 1928 })
            let outcome = try await catalog.when(.replacePerson(1, PersonDraft(name: "A")))
            var expected = PersonRevised(id: 1)
            expected.birthYear = .clear
            #expect(outcome.events == [.personRevised(expected)])
            #expect(try await catalog.when(.replacePerson(1, PersonDraft(name: "A"))).isUnchanged)
        }
    }

    @Test("does not die before being born, whichever of both years comes later")
    func life() async throws {
        try await withCatalog { catalog in
            let wrong = ["/death_year: is before the year of birth"]
            let registered = try await catalog.when(
                .person("A") {
                    $0.birthYear = 1950
                    $0.deathYear = 1949
                }
            )
            #expect(registered.wrongFields == wrong)
            try await catalog.given(.person("A") { $0.deathYear = 1950 })
            let id = PersonID(rawValue: 1)
            let revised = try await catalog.when(.revise(person: id) { $0.birthYear = .set(1951) })
            #expect(revised.wrongFields == wrong)
            try await catalog.given(.revise(person: id) { $0.birthYear = .set(1950) })
            try await catalog.given(
                .revise(person: id) {
                    $0.birthYear = .set(1951)
                    $0.deathYear = .clear
                }
            )
        }
    }

    @Test("whom films credit cannot be withdrawn; the refusal counts them")
    func credited() async throws {
        try await withCatalog { catalog in
            try await catalog.given(.person("A"))
            for title in ["X", "Y"] {
                try await catalog.given(
                    .movie(title) {
                        $0.cast = [.init(person: 1)]
                        $0.crew = [.init(person: 1, job: "Director")]
                    }
                )
            }
            let refused = try await catalog.when(.withdrawPerson(1))
            #expect(refused.refusal?.kind == .conflict)
            #expect(refused.refusal?.detail.contains("2 films") == true)
            try await catalog.given(.replaceMovie(1, MovieDraft(title: "X", year: 1999)))
            try await catalog.given(.replaceMovie(2, MovieDraft(title: "Y", year: 1999)))
            #expect(try await catalog.when(.withdrawPerson(1)).kinds == [.personWithdrawn])
        }
    }

    @Test("can be withdrawn and restored, each again without an event")
    func withdrawnAndRestored() async throws {
        try await withCatalog { catalog in
            try await catalog.given(
                .person("A") { $0.externalIDs = [.init(source: "imdb", id: "1")] },
                .withdrawPerson(1)
            )
            #expect(try await catalog.when(.withdrawPerson(1)).isUnchanged)
            let gone = try await catalog.when(.revise(person: 1) { $0.name = "B" })
            #expect(gone.refusal?.kind == .gone)
            let facts = PersonFacts(slug: "a", name: "A", externalIDs: [.init(source: "imdb", id: "1")])
            let restored = try await catalog.when(.restorePerson(1))
            #expect(restored.events == [.personRestored(PersonRegistered(id: 1, facts: facts))])
            #expect(try await catalog.when(.restorePerson(1)).isUnchanged)
        }
    }

    @Test("that never was is not found")
    func unknown() async throws {
        try await withCatalog { catalog in
            let commands: [CatalogCommand] = [
                .revise(person: 1) { $0.name = "A" }, .replacePerson(1, PersonDraft(name: "A")),
                .withdrawPerson(1), .restorePerson(1),
            ]
            for command in commands {
                let outcome = try await catalog.when(command)
                #expect(outcome.refusal?.kind == .notFound, "\(command)")
            }
            #expect(try await catalog.recorded().isEmpty)
        }
    }
}

extension [CatalogEvent] {
    /// The films that the first event names.
    fileprivate var movies: [MovieID]? {
        if case .personRevised(let revision)? = first { revision.movies } else { nil }
    }
}
