import CatalogScript
import Contracts
import Mongo
import Projection
import ReadModels
import Testing

@Suite("The document of a person")
struct PeopleProjectionTests {
    private static func registered(_ person: PersonReference) -> CatalogEvent {
        .personRegistered(
            PersonRegistered(
                id: person.id,
                facts: PersonFacts(slug: person.slug, name: person.name, birthYear: 1915)
            )
        )
    }

    private static func film(_ id: Int64, _ year: Int, _ credits: Credit...) -> CatalogEvent {
        .movieRegistered(
            MovieRegistered(
                id: MovieID(rawValue: id),
                facts: MovieFacts(slug: "film-\(id)", title: "Film \(id)", year: year, credits: credits)
            )
        )
    }

    @Test("has credits by film, and counts each film once")
    func filmography() throws {
        let model = try given(
            PeopleProjection(),
            Self.registered(Story.ingrid),
            Self.film(2, 1978, Story.cast(3, Story.ingrid, nil, 1)),
            Self.film(1, 1942, Story.cast(1, Story.ingrid, "Ilsa", 1), Story.crew(2, Story.ingrid, "Writer")),
            Self.film(3, 1942, Story.cast(4, Story.ingrid, nil, 1), Story.cast(5, Story.michael, nil, 2))
        )
        let person = try #require(model.document(7))
        #expect(person.facts.birthYear == 1915)
        #expect(person.filmography.map(\.creditID.rawValue) == [1, 2, 3, 4])
        #expect(person.filmCount == 3)
        #expect(model.stored(.int(7))?["film_count"] == 3)
        #expect(model.stored(.int(7))?["filmography.0.character"] == "Ilsa")
        #expect(model.stored(.int(7))?["filmography.1.job"] == "Writer")
        #expect(model.stored(.int(7))?["filmography.2.movie_id"] == 2)
    }

    @Test("is not touched by a film's new title and year")
    func renamedFilm() throws {
        let renamed = Story.revised {
            $0.title = "Casablanca"
            $0.year = 1960
        }
        #expect(PeopleProjection().touches(renamed).isEmpty)
        var log = ScriptedLog()
        log.append(renamed)
        #expect(try PeopleProjection().decode(log.events[0].recorded) == nil)
    }

    @Test("loses a withdrawn film and gets it back with restore")
    func withdrawal() throws {
        let gone = try given(
            PeopleProjection(),
            Self.registered(Story.ingrid),
            Story.registered,
            Story.withdrawn
        )
        #expect(gone.document(7)?.filmography.isEmpty == true)
        let back = try given(
            PeopleProjection(),
            Self.registered(Story.ingrid),
            Story.registered,
            Story.withdrawn,
            Story.restored
        )
        #expect(back.document(7)?.filmography.map(\.movieID) == [Story.casablancaID])
        #expect(back.document(8)?.filmography.map(\.role) == [.crew(job: "Director")])
    }

    @Test("follows credits as they come, change and go")
    func credits() throws {
        let film = MovieReference(
            id: Story.casablancaID,
            slug: "casablanca-1942",
            title: "Casablanca",
            year: 1942
        )
        let added: CatalogEvent = .creditAdded(
            CreditAdded(movie: film, credit: Story.cast(5, Story.ingrid, "A", 1))
        )
        let revised: CatalogEvent = .creditRevised(
            CreditRevised(movieID: film.id, credit: Story.cast(5, Story.ingrid, "B", 3))
        )
        let removed: CatalogEvent = .creditRemoved(
            CreditRemoved(movieID: film.id, creditID: CreditID(rawValue: 5), personID: Story.ingrid.id)
        )
        let model = try given(PeopleProjection(), Self.registered(Story.ingrid), added, revised)
        #expect(model.document(7)?.filmography.map(\.role) == [.cast(character: "B", billing: 3)])
        let after = try given(PeopleProjection(), Self.registered(Story.ingrid), added, revised, removed)
        #expect(after.document(7)?.filmography.isEmpty == true)
    }

    @Test("changes with the person, is a tombstone while they are withdrawn")
    func person() throws {
        var revision = PersonRevised(id: Story.ingrid.id)
        revision.name = "I. B."
        revision.deathYear = .set(1982)
        revision.birthYear = .clear
        let model = try given(PeopleProjection(), Self.registered(Story.ingrid), .personRevised(revision))
        #expect(
            model.document(7)?.facts == PersonFacts(slug: "ingrid-bergman", name: "I. B.", deathYear: 1982)
        )
        let gone = try given(
            PeopleProjection(),
            Self.registered(Story.ingrid),
            .personWithdrawn(PersonWithdrawn(id: Story.ingrid.id))
        )
        #expect(gone.isGone(7))
    }

    @Test("of somebody with 20,000 credits in any order is sorted")
    func hotPerson() throws {
        var random = SeededGenerator(seed: 5)
        var log = ScriptedLog()
        for id in (1...20_000 as ClosedRange<Int64>).shuffled(using: &random) {
            log.append(Self.film(id, 1950, Story.cast(id, Story.ingrid, nil, 1)))
        }
        let person = try #require(try MemoryModel(PeopleProjection(), of: log.events).document(7))
        #expect(person.filmography.map(\.movieID.rawValue) == Array(1...20_000))
        #expect(person.filmCount == 20_000)
    }
}
