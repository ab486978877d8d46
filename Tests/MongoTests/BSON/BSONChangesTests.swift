import Mongo
import TestSupport
import Testing

@Suite("The changes from one document to another")
struct BSONChangesTests {
    private static let cast: [BSONValue] = [["id": 7, "name": "A"], ["id": 8, "name": "B"]]
    private static let film: BSONDocument = [
        "_id": 1, "title": "One", "cast": .array(cast), "_pos": ["catalog": 3],
    ]

    @Test(
        "set exactly what differs, and MongoDB makes the same bytes of them",
        arguments: [
            (film, []),
            (
                ["_id": 1, "title": "Two", "cast": film["cast"] ?? .null, "_pos": ["catalog": 4]],
                ["title", "_pos.catalog"]
            ),
            (
                [
                    "_id": 1, "title": "One", "cast": [["id": 7, "name": "A"], ["id": 8, "name": "C"]],
                    "_pos": ["catalog": 3],
                ], ["cast.1.name"]
            ),
            (
                [
                    "_id": 1, "title": "One",
                    "cast": .array(cast + (9...18).map { ["id": .int64($0), "name": "X"] }),
                    "_pos": ["catalog": 3],
                ], (2...11).map { "cast.\($0)" }
            ),
            // Shorter, other names, another type: the whole value.
            (
                ["_id": 1, "title": "One", "cast": [["id": 7, "name": "A"]], "_pos": ["catalog": 3]], ["cast"]
            ),
            (
                [
                    "_id": 1, "title": "One", "cast": [["id": 7, "job": "A"], ["id": 8, "name": "B"]],
                    "_pos": ["catalog": 3],
                ], ["cast.0"]
            ),
            (["_id": 1, "title": .null, "cast": film["cast"] ?? .null, "_pos": ["catalog": 3]], ["title"]),
        ] as [(BSONDocument, [String])]
    )
    func sets(wanted: BSONDocument, paths: [String]) async throws {
        let changes = try #require(try Self.film.changes(to: wanted))
        #expect(changes.map(\.path) == paths)
        guard !changes.isEmpty else { return }
        try await withFreshDatabase { database in
            let films = database.collection("films")
            try await films.insert([Self.film])
            try await films.updateOne(["_id": 1], ["$set": .document(BSONDocument(changes))])
            #expect(try await films.findOne(["_id": 1]) == wanted)
        }
    }

    @Test(
        "are none where fields come, go or stand in another order",
        arguments: [
            ["_id": 1, "title": "One"],
            ["_id": 1, "title": "One", "cast": [], "_pos": ["catalog": 3], "year": 1999],
            ["title": "One", "_id": 1, "cast": [], "_pos": ["catalog": 3]],
        ] as [BSONDocument]
    )
    func impossible(wanted: BSONDocument) throws {
        #expect(try Self.film.changes(to: wanted)?.count == nil)
    }
}
