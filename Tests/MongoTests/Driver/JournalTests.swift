import Foundation
import Mongo
import TestSupport
import Testing

@Suite("A write that was acknowledged")
struct JournalTests {
    /// Runs `body` with a mongod that is no replica set, and so acknowledges before its journal is written unless asked.
    private func withStandalone(_ body: (MongoDatabase) async throws -> Void) async throws {
        let folder = "/tmp/kinoteka-alone-\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let mongod = Process()
        mongod.executableURL = URL(filePath: try MongodBinary.find(candidates: TestMongo.candidates))
        mongod.arguments = [
            "--dbpath", folder, "--bind_ip", "\(folder)/s.sock", "--nounixsocket", "--quiet",
            "--wiredTigerCacheSizeGB", "0.25", "--logpath", "\(folder)/log",
        ]
        try mongod.run()
        defer {
            kill(mongod.processIdentifier, SIGKILL)
            mongod.waitUntilExit()
        }
        let socket = "\(folder)/s.sock".replacing("/", with: "%2F")
        let database = try MongoDatabase(
            MongoConfiguration(
                uri: "mongodb://\(socket)/kinoteka",
                threads: 1,
                serverSelectionTimeout: .seconds(60)
            )
        )
        try await body(database)
        await database.close()
    }

    /// How often mongod has had its journal written to the disk.
    private func syncs(_ database: MongoDatabase) async throws -> Int {
        let status = try await database.command(["serverStatus": 1])
        return try #require(
            status["wiredTiger"]?.documentValue?["log"]?.documentValue?["log sync operations"]?.intValue
        )
    }

    @Test("is in the journal, also of a mongod that is no replica set")
    func journal() async throws {
        try await withStandalone { database in
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
