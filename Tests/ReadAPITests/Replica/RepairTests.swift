import CatalogScript
import Contracts
import Mongo
import Testing

@testable import Projection
@testable import ReadAPI

@Suite("A repair, which gives documents no newer position")
struct RepairTests {
    @Test("is seen by search and by the cache", arguments: [true, false])
    func replaced(isListed: Bool) async throws {
        try await ReadFixture.serve { fixture, server in
            let movies = fixture.models.collection(of: "movies")
            let id = try fixture.anyFilm
            let gone = try #require(fixture.script.liveMovies.last).rawValue
            #expect(gone != id)
            // Into the cache, as they are.
            #expect(try await server.get("/api/movies/\(id)").status == 200)
            #expect(try await server.get("/api/movies/\(gone)").status == 200)

            try await movies.updateOne(["_id": .int64(id)], ["$set": ["title": "Zyxomma Healed"]])
            try await movies.deleteOne(["_id": .int64(gone)])
            try await fixture.mark(
                RepairMark(number: 7, previous: 0, keys: isListed ? [.int(id), .int(gone)] : nil)
            )

            try await eventually { try await server.get("/api/search?q=zyxomma").ids == [id] }
            let healed = try await server.get("/api/movies/\(id)")
            #expect(healed.json["title"] as? String == "Zyxomma Healed")
            #expect(try await server.get("/api/movies/\(gone)").status == 404)
        }
    }

    @Test("that was missed has everything loaded anew")
    func missed() async throws {
        try await ReadFixture.serve { fixture, server in
            let id = try fixture.anyFilm
            let other = try #require(fixture.script.liveMovies.last).rawValue
            let movies = fixture.models.collection(of: "movies")
            try await movies.updateOne(["_id": .int64(id)], ["$set": ["title": "Zyxomma Healed"]])
            // The mark of the repair that did this was replaced by that of the next one.
            try await fixture.mark(RepairMark(number: 9, previous: 7, keys: [.int(other)]))
            try await eventually { try await server.get("/api/search?q=zyxomma").ids == [id] }
        }
    }
}

extension ReadFixture {
    fileprivate func mark(_ repair: RepairMark) async throws {
        _ = try await database.collection(ProjectionDirectory.collectionName)
            .updateOne(["_id": "movies"], ["$set": ["repair": .document(repair.bson)]])
    }
}
