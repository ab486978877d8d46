import CatalogScript
import Contracts
import Mongo
import Projection
import ReadModels
import Testing

@Suite("Whatever editors do")
struct RandomCatalogTests {
    static let seeds: [UInt64] = Array(1...12)

    private static func script(_ seed: UInt64, events: Int = 400) -> CatalogScript {
        var script = CatalogScript(seed: seed)
        script.run(events)
        return script
    }

    @Test("films say what the editors' tables say", arguments: seeds)
    func movies(seed: UInt64) throws {
        let script = Self.script(seed)
        let model = try MemoryModel(MoviesProjection(), of: script.log.events)
        #expect(model.entries.count == script.movies.count)
        for (id, movie) in script.movies {
            #expect(model.document(id.rawValue)?.facts == (movie.isWithdrawn ? nil : script.facts(of: id)))
            #expect(model.isGone(id.rawValue) == movie.isWithdrawn)
        }
    }

    @Test("people have the credits of the films that are there, by film", arguments: seeds)
    func people(seed: UInt64) throws {
        let script = Self.script(seed)
        let model = try MemoryModel(PeopleProjection(), of: script.log.events)
        var filmographies: [PersonID: [FilmographyEntry]] = [:]
        for id in script.liveMovies.sorted() {
            let facts = try #require(script.facts(of: id))
            for credit in facts.credits.sorted(by: { $0.id < $1.id }) {
                filmographies[credit.person.id, default: []].append(
                    FilmographyEntry(creditID: credit.id, movieID: id, role: credit.role)
                )
            }
        }
        for (id, person) in script.people where !person.isWithdrawn {
            let document = try #require(model.document(id.rawValue))
            #expect(document.facts == person.facts)
            #expect(document.filmography == filmographies[id] ?? [])
        }
    }

    @Test("genres, countries and languages count the films that are there", arguments: seeds)
    func counts(seed: UInt64) throws {
        let script = Self.script(seed)
        let films = script.liveMovies.compactMap(script.facts(of:))
        let genres = try MemoryModel(ReferenceDataProjection(.genre), of: script.log.events)
        for (id, genre) in script.genres {
            let count = films.count { $0.genres.contains { $0.id == id } }
            #expect(
                genres.document(id.rawValue)
                    == ReferenceDataDocument(slug: genre.slug, name: genre.name, filmCount: Int64(count))
            )
        }
        let countries = try MemoryModel(ReferenceDataProjection(.country), of: script.log.events)
        for (code, name) in script.countries {
            let count = films.count { $0.countries.contains { $0.code == code } }
            #expect(
                countries.document(code.rawValue)
                    == ReferenceDataDocument(name: name, filmCount: Int64(count))
            )
        }
        let languages = try MemoryModel(ReferenceDataProjection(.language), of: script.log.events)
        for (code, name) in script.languages {
            let count = films.count { $0.languages.contains { $0.code == code } }
            #expect(
                languages.document(code.rawValue)
                    == ReferenceDataDocument(name: name, filmCount: Int64(count))
            )
        }
    }

    @Test(
        "a fold in batches, written and read back between them, gives the bytes of a fold at once",
        arguments: seeds
    )
    func batches(seed: UInt64) throws {
        let events = Self.script(seed).log.events
        #expect(try !MemoryModel(MoviesProjection(), of: events).entries.isEmpty)
        try expectSameInBatches(MoviesProjection(), events, seed)
        try expectSameInBatches(PeopleProjection(), events, seed)
        for kind in [ReferenceDataProjection.Kind.genre, .country, .language] {
            try expectSameInBatches(ReferenceDataProjection(kind), events, seed)
        }
        try expectSameInBatches(SearchPinsProjection(), events, seed)
    }

    private func expectSameInBatches<P: Projection>(
        _ projection: P,
        _ events: [ScriptedEvent],
        _ seed: UInt64
    ) throws where P.Event == CatalogEvent {
        let atOnce = try MemoryModel(projection, of: events)
        var random = SeededGenerator(seed: seed)
        var inBatches = MemoryModel(projection)
        var rest = events[...]
        while !rest.isEmpty {
            let batch = rest.prefix(Int.random(in: 1...40, using: &random))
            rest = rest.dropFirst(batch.count)
            try inBatches.apply(batch)
            try inBatches.reload()
        }
        #expect(atOnce.stored == inBatches.stored)
    }

    @Test(
        "every event that is decoded from the log is the event that was written",
        arguments: seeds.prefix(3)
    )
    func decoding(seed: UInt64) throws {
        for event in Self.script(seed).log.events {
            for decoded in [
                try MoviesProjection().decode(event.recorded), try PeopleProjection().decode(event.recorded),
                try ReferenceDataProjection(.genre).decode(event.recorded),
                try SearchPinsProjection().decode(event.recorded),
            ].compactMap(\.self) {
                #expect(decoded == event.event)
            }
        }
    }

    @Test(
        "an event touches a document that its projection would decode it for, and each only once",
        arguments: seeds
    )
    func touches(seed: UInt64) throws {
        try expectTouches(MoviesProjection(), seed)
        try expectTouches(PeopleProjection(), seed)
        try expectTouches(ReferenceDataProjection(.genre), seed)
        try expectTouches(ReferenceDataProjection(.country), seed)
        try expectTouches(ReferenceDataProjection(.language), seed)
        try expectTouches(SearchPinsProjection(), seed)
    }

    private func expectTouches<P: Projection>(_ projection: P, _ seed: UInt64) throws
    where P.Event == CatalogEvent {
        for event in Self.script(seed).log.events {
            let touches = projection.touches(event.event)
            #expect(Set(touches).count == touches.count)
            if !touches.isEmpty { #expect(try projection.decode(event.recorded) != nil) }
        }
    }
}
