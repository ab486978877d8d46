import Mongo
import TestSupport
import Testing

@Suite("A collection's indexes and names")
struct SchemaTests {
    @Test("are made, listed, enforced and removed")
    func indexes() async throws {
        try await withFreshDatabase { database in
            let collection = database.collection("c")
            #expect(try await collection.listIndexes().isEmpty)
            let models = [
                IndexModel("slug", ["slug": 1], unique: true, partialFilter: ["slug": ["$exists": true]]),
                IndexModel("words", ["title": "text", "plot": "text"], options: ["weights": ["title": 10]]),
            ]
            try await collection.createIndexes(models)
            try await collection.createIndexes(models)
            let listed = try await collection.listIndexes()
            #expect(listed.compactMap { $0["name"]?.stringValue } == ["_id_", "slug", "words"])
            #expect(listed[1]["unique"] == true)

            try await collection.insert([["slug": "m"], [:], [:]])
            let error = await #expect(throws: MongoError.self) {
                try await collection.insert([["slug": "m"]])
            }
            #expect(error?.kind == .duplicateKey)

            try await collection.dropIndex("slug")
            try await collection.insert([["slug": "m"]])
        }
    }

    @Test("of the same name with other keys are refused with the server's code")
    func conflict() async throws {
        try await withFreshDatabase { database in
            let collection = database.collection("c")
            try await collection.createIndexes([IndexModel("a", ["x": 1])])
            let error = await #expect(throws: MongoError.self) {
                try await collection.createIndexes([IndexModel("a", ["y": 1])])
            }
            #expect(error?.kind == .server(code: 86))
        }
    }

    @Test("change with a rename, and go with a drop")
    func renameAndDrop() async throws {
        try await withFreshDatabase { database in
            let collection = database.collection("old")
            try await collection.insert([["_id": 1]])
            try await collection.rename(to: "new")
            #expect(try await database.collectionNames() == ["new"])
            try await collection.insert([["_id": 2]])
            let taken = await #expect(throws: MongoError.self) { try await collection.rename(to: "new") }
            #expect(taken?.kind == .server(code: 48))
            try await collection.rename(to: "new", replacing: true)
            #expect(try await database.collection("new").find().map { $0["_id"] } == [2])
            try await database.collection("new").drop()
            try await database.collection("new").drop()
            #expect(try await database.collectionNames() == [])
        }
    }
}
