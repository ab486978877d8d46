import Mongo
import TestSupport
import Testing

@Suite("Writing to a collection")
struct WritingTests {
    @Test("says which documents of an unordered insert were refused, and inserts the others")
    func unorderedInsert() async throws {
        try await withFreshDatabase { database in
            let collection = database.collection("c")
            try await collection.insert([["_id": 2]])
            let error = await #expect(throws: MongoError.self) {
                try await collection.insert([["_id": 1], ["_id": 2], ["_id": 3], ["_id": 1]], ordered: false)
            }
            #expect(error?.kind == .writeErrors)
            #expect(error?.writeErrors.map(\.index) == [1, 3])
            #expect(error?.writeErrors.map(\.kind) == [.duplicateKey, .duplicateKey])
            #expect(error?.isTransient == false)
            #expect(try await collection.count() == 3)
        }
    }

    @Test(
        "writes documents straight into as many commands as they need, and says which were refused",
        arguments: [0, 30 << 20]
    )
    func writtenInserts(byteCount: Int) async throws {
        try await withFreshDatabase { database in
            let collection = database.collection("c")
            try await collection.insert([["_id": 1], ["_id": 11]])
            let text = String(repeating: "x", count: 3 << 20)
            let result = try await collection.insert(12, byteCount: byteCount) { index, writer in
                writer.append("_id", index)
                writer.append("text", text)
            }
            #expect(result.inserted == 10)
            #expect(result.writeErrors.map(\.index) == [1, 11])
            #expect(result.writeErrors.map(\.kind) == [.duplicateKey, .duplicateKey])
            for id in [0, 10] {
                #expect(
                    try await collection.findOne(["_id": .int(id)]) == [
                        "_id": .int(id), "text": .string(text),
                    ]
                )
            }
            #expect(try await collection.insert(0, byteCount: 0) { _, _ in } == BulkResult())
        }
    }

    @Test("stops an ordered insert at the first refusal")
    func orderedInsert() async throws {
        try await withFreshDatabase { database in
            let collection = database.collection("c")
            let error = await #expect(throws: MongoError.self) {
                try await collection.insert([["_id": 1], ["_id": 1], ["_id": 3]])
            }
            #expect(error?.kind == .duplicateKey)
            #expect(error?.code == 11_000)
            #expect(error?.writeErrors.map(\.index) == [1])
            let count = try await collection.count()
            #expect(count == 1)
        }
    }

    @Test("counts what a bulk of every kind of write did, with the indexes of upserts")
    func everyKind() async throws {
        try await withFreshDatabase { database in
            let collection = database.collection("c")
            let result = try await collection.bulkWrite([
                .insert(["_id": 1, "n": 1]),
                .insert(["_id": 2, "n": 1]),
                .replaceOne(["_id": 3], with: ["_id": 3, "n": 1], upsert: true),
                .replaceOne(["_id": 1], with: ["_id": 1, "n": 5]),
                .replaceOne(["_id": 1], with: ["_id": 1, "n": 5]),
                .replaceOne(["_id": 99], with: ["_id": 99]),
                .updateMany(["n": 1], ["$set": ["n": 2]]),
                .updateOne(["_id": "new"], ["$set": ["n": 9]], upsert: true),
                .deleteOne(["n": 2]),
                .deleteMany([:]),
            ])
            #expect(result.inserted == 2)
            #expect(result.matched == 4)
            #expect(result.modified == 3)
            #expect(result.upserted == [2: 3, 7: "new"])
            #expect(result.deleted == 4)
            #expect(result.writeErrors.isEmpty)
        }
    }

    @Test("keeps the caller's indexes where unordered writes are regrouped into commands")
    func regrouped() async throws {
        try await withFreshDatabase { database in
            let collection = database.collection("c")
            try await collection.insert([["_id": 1]])
            let result = try await collection.bulkWrite(
                [
                    .updateOne(["_id": 1], ["$bad": 1]),
                    .insert(["_id": 1]),
                    .updateOne(["_id": 7], ["$set": ["a": 1]], upsert: true),
                    .insert(["_id": 2]),
                    .deleteOne(["$bad": 1]),
                ],
                ordered: false
            )
            #expect(result.writeErrors.map(\.index) == [0, 1, 4])
            #expect(result.upserted == [2: 7])
            #expect(result.inserted == 1)
        }
    }

    @Test("splits what does not fit one command, and counts on across the parts")
    func manyOperations() async throws {
        try await withFreshDatabase { database in
            let collection = database.collection("c")
            var operations = (0..<25_000).map { WriteOperation.insert(["_id": .int($0)]) }
            operations[20_017] = .insert(["_id": 5])
            let result = try await collection.bulkWrite(operations, ordered: false)
            #expect(result.inserted == 24_999)
            #expect(result.writeErrors.map(\.index) == [20_017])

            let text = BSONValue.string(String(repeating: "x", count: 3 << 20))
            let large = try await collection.bulkWrite(
                (0..<12).map { .insert(["_id": .int(-1 - $0), "t": text]) }
            )
            #expect(large.inserted == 12)
        }
    }

    @Test("refuses a document that the validator does not accept, until the validator is taken away")
    func validator() async throws {
        try await withFreshDatabase { database in
            let collection = database.collection("c")
            let schema: BSONDocument = [
                "required": ["title"], "properties": ["title": ["bsonType": "string"]],
            ]
            try await collection.setValidator(jsonSchema: schema)
            #expect(try await collection.validator() == schema)
            let error = await #expect(throws: MongoError.self) {
                try await collection.insert(
                    [["_id": 1, "title": "M"], ["_id": 2, "title": 3]],
                    ordered: false
                )
            }
            #expect(error?.kind == .validation)
            #expect(error?.writeErrors.map(\.index) == [1])
            #expect(error?.isTransient == false)

            try await collection.setValidator(jsonSchema: nil)
            try await collection.insert([["_id": 2]])
            #expect(try await collection.validator() == nil)
        }
    }

    @Test("refuses a document that is too large, without harm to the connection")
    func tooLarge() async throws {
        try await withFreshDatabase { database in
            let collection = database.collection("c")
            let text = BSONValue.string(String(repeating: "x", count: 17 << 20))
            let error = await #expect(throws: MongoError.self) { try await collection.insert([["t": text]]) }
            #expect(error?.isTransient == false)
            try await collection.insert([["t": 1]])
        }
    }

    @Test("changes one document and returns it in one step")
    func findOneAndUpdate() async throws {
        try await withFreshDatabase { database in
            let collection = database.collection("c")
            let made = try await collection.findOneAndUpdate(["_id": 1], ["$inc": ["n": 1]], upsert: true)
            #expect(made == ["_id": 1, "n": 1])
            let before = try await collection.findOneAndUpdate(
                ["_id": 1],
                ["$inc": ["n": 1]],
                returnNew: false
            )
            #expect(before == ["_id": 1, "n": 1])
            #expect(try await collection.findOneAndUpdate(["_id": 2], ["$inc": ["n": 1]]) == nil)
        }
    }

    @Test("says what single writes did")
    func singleWrites() async throws {
        try await withFreshDatabase { database in
            let collection = database.collection("c")
            let upsert = try await collection.replaceOne(["_id": 1], with: ["_id": 1], upsert: true)
            #expect(upsert == UpdateResult(matched: 0, modified: 0, upsertedID: 1))
            let update = try await collection.updateOne(["_id": 1], ["$set": ["a": 1]])
            #expect(update == UpdateResult(matched: 1, modified: 1, upsertedID: nil))
            let none = try await collection.updateOne(["_id": 2], ["$set": ["a": 1]])
            #expect(none == UpdateResult(matched: 0, modified: 0, upsertedID: nil))
            #expect(try await collection.updateMany([:], ["$set": ["b": 1]]).modified == 1)
            #expect(try await collection.deleteOne(["_id": 1]))
            #expect(try await !collection.deleteOne(["_id": 1]))
            #expect(try await collection.deleteMany([:]) == 0)
        }
    }
}
