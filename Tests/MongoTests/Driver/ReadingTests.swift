import Mongo
import TestSupport
import Testing

@Suite("Reading a collection")
struct ReadingTests {
    private func filled(_ database: MongoDatabase, _ count: Int) async throws -> MongoCollection {
        let collection = database.collection("c")
        try await collection.insert(
            (0..<count).map { ["_id": .int($0), "even": .bool($0 % 2 == 0), "n": .int(-$0)] }
        )
        return collection
    }

    @Test("drains a cursor of many batches in order")
    func manyBatches() async throws {
        try await withFreshDatabase { database in
            let collection = try await filled(database, 2_500)
            let found = try await collection.find([:], FindOptions(sort: ["n": 1], batchSize: 100))
            #expect(found.count == 2_500)
            #expect(found.first?["_id"] == 2_499)
            #expect(found.last?["_id"] == 0)
            #expect(try await collection.find().count == 2_500)
        }
    }

    @Test("obeys sort, skip, limit, projection and hint")
    func options() async throws {
        try await withFreshDatabase { database in
            let collection = try await filled(database, 20)
            let options = FindOptions(
                sort: ["_id": -1],
                limit: 3,
                skip: 2,
                projection: ["_id": 1],
                hint: ["_id": 1]
            )
            let found = try await collection.find(["even": true], options)
            #expect(Array(found) == [["_id": 14], ["_id": 12], ["_id": 10]])
            #expect(
                try await collection.findOne(["even": false], projection: ["n": 0]) == [
                    "_id": 1, "even": false,
                ]
            )
            #expect(try await collection.findOne(["_id": 1_000]) == nil)
        }
    }

    @Test("reads what it then drops from the cache")
    func readOnce() async throws {
        try await withFreshDatabase { database in
            let collection = try await filled(database, 20)
            let options = FindOptions(sort: ["_id": 1], limit: 5, readOnce: true)
            let found = try await collection.find([:], options)
            #expect(found.compactMap { $0["_id"]?.intValue } == [0, 1, 2, 3, 4])
        }
    }

    @Test("is asked without the hint about the cache where the server does not know it")
    func readOnceUnknown() async throws {
        try await withStandaloneMongod(parameters: ["enableTestCommands=1"]) { database in
            let collection = try await filled(database, 3)
            func refuseOneFind() async throws {
                _ = try await database.adminCommand([
                    "configureFailPoint": "failCommand", "mode": ["times": 1],
                    "data": ["failCommands": ["find"], "errorCode": 40_415],
                ])
            }
            try await refuseOneFind()
            #expect(try await collection.find([:], FindOptions(limit: 5, readOnce: true)).count == 3)
            try await refuseOneFind()
            let error = await #expect(throws: MongoError.self) {
                _ = try await collection.find([:], FindOptions(limit: 5))
            }
            #expect(error?.code == 40_415)
        }
    }

    @Test("finds documents by their ids, those that exist")
    func byIDs() async throws {
        try await withFreshDatabase { database in
            let collection = try await filled(database, 20)
            let found = try await collection.find(ids: [3, 5, 99, 7], projection: ["_id": 1])
            #expect(Set(found.compactMap { $0["_id"]?.intValue }) == [3, 5, 7])
            #expect(try await collection.find(ids: [] as [Int]).isEmpty)
        }
    }

    @Test("returns everything also where one answer cannot hold it")
    func moreThanOneAnswer() async throws {
        try await withFreshDatabase { database in
            let collection = database.collection("c")
            let text = BSONValue.string(String(repeating: "x", count: 1 << 20))
            try await collection.insert((0..<40).map { ["_id": .int($0), "t": text] })
            let found = try await collection.find([:], FindOptions(sort: ["_id": 1], limit: 100))
            #expect(found.map { $0["_id"]?.intValue } == Array(0..<40))
        }
    }

    @Test("goes through a whole collection in steps, each document once")
    func scan() async throws {
        try await withFreshDatabase { database in
            let collection = try await filled(database, 1_003)
            var seen: [Int?] = []
            var last: BSONValue?
            repeat {
                let batch = try await collection.scan(after: last, limit: 100, filter: ["even": true])
                seen += batch.map { $0["_id"]?.intValue }
                last = batch.last?["_id"]
            } while last != nil
            #expect(seen == Array(stride(from: 0, to: 1_003, by: 2)))
        }
    }

    @Test("counts and aggregates")
    func aggregates() async throws {
        try await withFreshDatabase { database in
            let collection = try await filled(database, 10)
            #expect(try await collection.count(["even": true]) == 5)
            #expect(try await collection.count() == 10)
            #expect(try await collection.estimatedCount() == 10)
            #expect(try await database.collection("none").count() == 0)
            let sums = try await collection.aggregate([
                ["$group": ["_id": "$even", "n": ["$sum": "$n"]]], ["$sort": ["_id": 1]],
            ])
            #expect(sums.map { $0["n"] } == [-25, -20])
        }
    }

    @Test("keeps a document of a batch alive when the batch is gone")
    func outlives() async throws {
        try await withFreshDatabase { database in
            let collection = try await filled(database, 100)
            let document = try #require(try await collection.find([:], FindOptions(sort: ["_id": 1])).last)
            #expect(document.detached() == document)
            #expect(document["_id"] == 99)
            #expect(document.byteCount < 100)
        }
    }
}
