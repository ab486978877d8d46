import CatalogService
import Contracts
import Testing
import WriteSide

@Suite("A credit")
struct CreditTests {
    private func withMovie(_ body: (RunningCatalog) async throws -> Void) async throws {
        try await withCatalog { catalog in
            try await catalog.given(.person("Ann"), .person("Bob"))
            try await catalog.given(
                .movie("X") {
                    $0.cast = [.init(person: 1, character: "Hero", billing: 3)]
                    $0.crew = [.init(person: 2, job: "Director")]
                }
            )
            try await body(catalog)
        }
    }

    private func patch(_ fill: (inout CreditPatch) -> Void) -> CreditPatch {
        var patch = CreditPatch()
        fill(&patch)
        return patch
    }

    @Test("is added to the end of the cast, with the film and the person as they are")
    func added() async throws {
        try await withMovie { catalog in
            let outcome = try await catalog.when(.addCredit(1, .cast(.init(person: 2, character: "Villain"))))
            let credit = Credit(
                id: 3,
                person: PersonReference(id: 2, slug: "bob", name: "Bob"),
                role: .cast(character: "Villain", billing: 4)
            )
            let movie = MovieReference(id: 1, slug: "x-1999", title: "X", year: 1999)
            #expect(outcome.events == [.creditAdded(CreditAdded(movie: movie, credit: credit))])
            #expect(outcome.body == #"{"id":3}"#)
            #expect(outcome.receipt?.version == 2)
        }
    }

    @Test("of somebody unknown or withdrawn, or in a film that is, is refused as that")
    func unknown() async throws {
        try await withMovie { catalog in
            try await catalog.given(.person("Cyd"), .withdrawPerson(3))
            let unknown = try await catalog.when(.addCredit(1, .cast(.init(person: 9))))
            #expect(unknown.wrongFields == ["/person: no person has the id 9"])
            let withdrawn = try await catalog.when(.addCredit(1, .crew(.init(person: 3, job: "Editor"))))
            #expect(withdrawn.wrongFields == ["/person: was withdrawn; restore it first"])
            #expect(try await catalog.when(.addCredit(2, .cast(.init(person: 1)))).refusal?.kind == .notFound)
            try await catalog.given(.withdrawMovie(1))
            #expect(try await catalog.when(.addCredit(1, .cast(.init(person: 1)))).refusal?.kind == .gone)
        }
    }

    @Test("of the same job twice is a conflict, of another role is none")
    func sameJob() async throws {
        try await withMovie { catalog in
            let again = try await catalog.when(.addCredit(1, .crew(.init(person: 2, job: "Director"))))
            #expect(again.refusal?.kind == .conflict)
            try await catalog.given(.addCredit(1, .crew(.init(person: 2, job: "Writer"))))
            try await catalog.given(.addCredit(1, .cast(.init(person: 1, character: "Hero", billing: 3))))
            let renamed = try await catalog.when(.reviseCredit(1, 3, patch { $0.job = "Director" }))
            #expect(renamed.refusal?.kind == .conflict)
        }
    }

    @Test("changes its role, and keeps its person and number")
    func revised() async throws {
        try await withMovie { catalog in
            let outcome = try await catalog.when(
                .reviseCredit(
                    1,
                    1,
                    patch {
                        $0.character = .clear
                        $0.billing = 1
                    }
                )
            )
            let credit = Credit(
                id: 1,
                person: PersonReference(id: 1, slug: "ann", name: "Ann"),
                role: .cast(character: nil, billing: 1)
            )
            #expect(outcome.events == [.creditRevised(CreditRevised(movieID: 1, credit: credit))])
            let again = try await catalog.when(.reviseCredit(1, 1, patch { $0.billing = 1 }))
            #expect(again.isUnchanged)
            #expect(try catalog.rows("SELECT * FROM cast_characters") == [])
        }
    }

    @Test("cannot become the other kind of role")
    func kinds() async throws {
        try await withMovie { catalog in
            let job = try await catalog.when(.reviseCredit(1, 1, patch { $0.job = "Editor" }))
            #expect(job.wrongFields == ["/job: a role in the cast has no job"])
            let character = try await catalog.when(.reviseCredit(1, 2, patch { $0.character = .set("X") }))
            #expect(character.wrongFields == ["/character: a job in the crew has no character"])
            let billing = try await catalog.when(.reviseCredit(1, 2, patch { $0.billing = 1 }))
            #expect(billing.wrongFields == ["/billing: a job in the crew has no billing"])
        }
    }

    @Test("can be removed, again without an event, and its number is never given to another")
    func removed() async throws {
        try await withMovie { catalog in
            let outcome = try await catalog.when(.removeCredit(1, 2))
            #expect(outcome.events == [.creditRemoved(CreditRemoved(movieID: 1, creditID: 2, personID: 2))])
            #expect(try await catalog.when(.removeCredit(1, 2)).isUnchanged)
            #expect(try await catalog.when(.removeCredit(1, 3)).refusal?.kind == .notFound)
            let next = try await catalog.when(.addCredit(1, .crew(.init(person: 2, job: "Director"))))
            #expect(next.body == #"{"id":3}"#)
        }
    }

    @Test("of another film is not found here")
    func otherFilm() async throws {
        try await withMovie { catalog in
            try await catalog.given(.movie("Y"))
            let revised = try await catalog.when(.reviseCredit(2, 1, patch { $0.billing = 1 }))
            #expect(revised.refusal?.kind == .notFound)
            #expect(try await catalog.when(.removeCredit(2, 1)).isUnchanged)
            #expect(try catalog.rows("SELECT credit_id FROM cast_credits") == ["1"])
        }
    }

    @Test("belongs to a list of bounded length")
    func bounded() async throws {
        try await withMovie { catalog in
            let full = (0..<MovieBounds.credits).map { CastDraft(person: 1, billing: $0 + 1) }
            try await catalog.given(.revise(movie: 1) { $0.cast = full })
            #expect(try await catalog.when(.addCredit(1, .cast(.init(person: 2)))).refusal?.kind == .conflict)
            try await catalog.given(.addCredit(1, .crew(.init(person: 1, job: "Editor"))))
        }
    }
}
