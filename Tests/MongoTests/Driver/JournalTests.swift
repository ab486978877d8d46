import Mongo
import TestSupport
import Testing

@Suite("A write that was acknowledged")
struct JournalTests {
    /// How often mongod has had its journal written to the disk.
    private func syncs(_ database: MongoDatabase) async throws -> Int {
        let status = try await database.command(["serverStatus": 1])
        return try #require(
            status["wiredTiger"]?.documentValue?["log"]?.documentValue?["log sync operations"]?.intValue
        )
    }

    @Test("is in the journal, also of a mongod that is no replica set")
    func journal() async throws {
        // Such a one acknowledges before its journal is written, unless asked.
        try await withStandaloneMongod { database in
            #expect(try await database.command(["hello": 1])["setName"] == nil)
            let collection = database.collection("c")
            try await collection.insert([["_id": 1]])
            let before = try await syncs(database)
            // One after the other, so that none can share another's wait.
            for number in 0..<50 {
                try await collection.updateOne(["_id": 1], ["$set": ["n": .int64(Int64(number))]])
            }
            #expect(try await syncs(database) - before >= 50)
        }
    }
}
