import CatalogScript
import Contracts
import Foundation
import Mongo
import Projection
import ReadModels
import Testing

@testable import ReadAPI

@Suite("One thing over HTTP")
struct OneThingTests {
    @Test("is found by identifier and by slug, with the same bytes")
    func film() async throws {
        try await ReadFixture.serve { fixture, server in
            for id in fixture.script.liveMovies {
                let facts = try #require(fixture.script.facts(of: id))
                let answer = try await server.get("/api/movies/\(id)")
                #expect(answer.status == 200)
                #expect(answer.header("Content-Type") == "application/json")
                #expect(
                    answer.header("Kinoteka-Position") == "catalog:\(fixture.script.log.position)"
                )
                #expect(answer.json["id"] as? Int64 == id.rawValue)
                #expect(answer.json["title"] as? String == facts.title)
                #expect((answer.json["cast"] as? [Any])?.count == facts.credits.count { $0.isCast })
                #expect(answer.json.keys.allSatisfy { !$0.hasPrefix("_") })
                #expect(try await server.get("/api/movies/\(facts.slug)").body == answer.body)
            }
        }
    }

    @Test("has an entity tag of version and position, for which 304 is the answer")
    func etag() async throws {
        try await ReadFixture.serve { fixture, server in
            let id = try fixture.anyFilm
            let entry = try #require(fixture.movies.entries[.int(id)])
            let answer = try await server.get("/api/movies/\(id)")
            let tag = try #require(answer.header("ETag"))
            #expect(tag == "\"\(entry.version).\(entry.position)\"")
            for condition in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
                let same = try await server.get("/api/movies/\(id)", ["If-None-Match": condition])
                #expect(same.status == 304)
                #expect(same.body.isEmpty)
                #expect(same.header("ETag") == tag)
            }
            #expect(try await server.get("/api/movies/\(id)", ["If-None-Match": "\"0.0\""]).status == 200)
        }
    }

    @Test("of people, genres, countries and languages is found too")
    func others() async throws {
        try await ReadFixture.serve { fixture, server in
            let person = try #require(fixture.script.people.first { !$0.value.isWithdrawn })
            let answer = try await server.get("/api/people/\(person.key)")
            #expect(answer.json["name"] as? String == person.value.facts.name)
            #expect(answer.json["filmography"] is [Any])
            #expect(try await server.get("/api/people/\(person.value.facts.slug)").body == answer.body)
            let genre = try #require(fixture.script.genres.values.first)
            #expect(
                try await server.get("/api/genres/\(genre.slug)").json["id"] as? Int64 == genre.id.rawValue
            )
            let country = try #require(fixture.script.countries.first)
            let found = try await server.get("/api/countries/\(country.key)")
            #expect(found.json["code"] as? String == country.key.rawValue)
            #expect(found.json["name"] as? String == country.value)
            #expect(found.json["id"] == nil)
            let language = try #require(fixture.script.languages.first)
            #expect(
                try await server.get("/api/languages/\(language.key)").json["name"] as? String
                    == language.value
            )
        }
    }

    @Test("shows the fields that were asked for, and its key")
    func fields() async throws {
        try await ReadFixture.serve { fixture, server in
            let id = try fixture.anyFilm
            let answer = try await server.get("/api/movies/\(id)?fields=title,year")
            #expect(answer.json.keys.sorted() == ["id", "title", "year"])
            let wrong = try await server.get("/api/movies/\(id)?fields=title,_fence")
            #expect(wrong.status == 400)
            #expect(wrong.pointers == ["?fields"])
            #expect(try await server.get("/api/movies/\(id)?x=1").pointers == ["?x"])
        }
    }

    @Test("is 404 where it never was, and 410 where it was withdrawn")
    func absent() async throws {
        try await ReadFixture.serve { fixture, server in
            for path in [
                "/api/movies/999999", "/api/movies/no-such-film", "/api/movies/-1", "/api/movies/%00",
                "/api/people/0", "/api/genres/x", "/api/countries/XX", "/api/languages/xx",
            ] {
                let answer = try await server.get(path)
                #expect(answer.status == 404, "\(path)")
                #expect(answer.header("Content-Type") == "application/problem+json")
            }
            let withdrawn = try #require(fixture.script.movies.first { $0.value.isWithdrawn }).key
            let gone = try await server.get("/api/movies/\(withdrawn)")
            #expect(gone.status == 410)
            #expect(gone.problem == "/problems/gone")
        }
    }

    @Test("says that it is stale while events of it are parked")
    func stale() async throws {
        try await ReadFixture.serve(wait: .seconds(30)) { fixture, server in
            let id = try fixture.anyFilm
            let path = "/api/movies/\(id)"
            let before = try await server.get(path)
            let stored = try #require(fixture.movies.stored(.int(id)))
            // The engine writes the mark in front of the document's own fields.
            var fields = try stored.fields()
            fields.insert((key: "_stale", value: true), at: 4)
            let marked = BSONDocument(fields.map { ($0.key, $0.value) })
            let collection = fixture.models.collection(of: "movies")
            try await collection.replaceOne(["_id": .int64(id)], with: marked)
            // The event that was parked is the next one.
            let next = fixture.models.position.next
            for name in StoredModels.names { try await fixture.models.point(name, at: next) }
            for _ in 1...2 {
                let after = try await server.get(path, after: next)
                #expect(after.json["stale"] as? Bool == true)
                #expect(after.header("ETag") != before.header("ETag"))
            }
            #expect(before.json["stale"] == nil)
            // An editor gives the event up, which is none itself.
            try await collection.replaceOne(["_id": .int64(id)], with: stored)
            #expect(try await server.get(path, after: next).body == before.body)
        }
    }
}

extension Credit {
    fileprivate var isCast: Bool {
        if case .cast = role { true } else { false }
    }
}
