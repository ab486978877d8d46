import Foundation
import Mongo
import TestSupport
import Testing

@Suite("An operation that cannot be done")
struct FailureTests {
    /// A database that nobody serves: an operation waits `patience` for a server and then fails.
    private func nowhere(
        threads: Int = 1,
        queueLimit: Int = 100,
        patience: Duration = .milliseconds(500)
    ) throws -> MongoDatabase {
        let uri = "mongodb://%2Ftmp%2Fkinoteka-nobody-\(UInt32.random(in: 0...UInt32.max)).sock/"
        return try MongoDatabase(
            MongoConfiguration(
                uri: uri,
                threads: threads,
                queueLimit: queueLimit,
                serverSelectionTimeout: patience
            )
        )
    }

    private func error(of operation: () async throws -> Void) async -> MongoError? {
        do {
            try await operation()
            return nil
        } catch {
            return error as? MongoError
        }
    }

    @Test("for want of a server is a network error, which is transient")
    func noServer() async throws {
        let database = try nowhere()
        let error = await error { try await database.ping() }
        #expect(error?.kind == .network)
        #expect(error?.isTransient == true)
        await database.close()
    }

    @Test("is refused at once where too many wait already")
    func busy() async throws {
        let database = try nowhere(queueLimit: 1)
        // One thread and one place to wait: of five operations at least three find no place.
        let kinds = await withTaskGroup(of: MongoError.Kind?.self) { group in
            for _ in 0..<5 {
                group.addTask { await error { try await database.ping() }?.kind }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(kinds.count { $0 == .busy } >= 3)
        #expect(kinds.contains(.network))
        await database.close()
    }

    @Test("answers its cancelled caller at once, running or waiting")
    func cancelled() async throws {
        let database = try nowhere(patience: .seconds(600))
        let running = Task { await error { try await database.ping() }?.kind }
        let waiting = Task { await error { try await database.ping() }?.kind }
        waiting.cancel()
        running.cancel()
        // Nothing else could end them within ten minutes.
        #expect(await waiting.value == .cancelled)
        #expect(await running.value == .cancelled)
    }

    @Test("is not begun where the task was cancelled before")
    func cancelledBefore() async throws {
        try await withFreshDatabase { database in
            let collection = database.collection("c")
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return await error { try await collection.insert([["_id": 1]]) }?.kind
            }
            #expect(await task.value == .cancelled)
            let count = try await collection.count()
            #expect(count == 0)
        }
    }

    @Test("is refused after the database was closed, and so is what was waiting")
    func closed() async throws {
        let database = try nowhere()
        let waiting = (0..<5).map { _ in Task { await error { try await database.ping() }?.kind } }
        await database.close()
        for task in waiting {
            let kind = await task.value
            #expect(kind == .closed || kind == .network)
        }
        #expect(await error { try await database.ping() }?.kind == .closed)
        await database.close()
    }

    @Test("for want of a valid connection string says so, without the string")
    func badURI() {
        for uri in [
            "", "http://x", "mongodb://user:s3cret@/x", "mongodb://user:s3cret@host/?socketTimeoutMS=s3cret",
        ] {
            let error = #expect(throws: MongoError.self) { try MongoDatabase(MongoConfiguration(uri: uri)) }
            #expect(error?.kind == .configuration)
            #expect(error?.description.contains("s3cret") == false)
        }
    }

    @Test("within its time limit is a timeout, which is transient")
    func timeLimit() async throws {
        try await withFreshDatabase { database in
            let collection = database.collection("c")
            try await collection.insert([["_id": 1]])
            let error = await error {
                _ = try await collection.find(
                    ["$where": "sleep(60000)"],
                    FindOptions(maxTime: .milliseconds(20))
                )
            }
            #expect(error?.kind == .timeout)
            #expect(error?.isTransient == true)
        }
    }

    @Test("within the socket's time limit is a timeout, and the next operation works")
    func socketTimeout() async throws {
        let uri = try await TestMongo.shared().uri
        try await withFreshDatabase { database in
            try await database.collection("c").insert([["_id": 1]])
            let configuration = MongoConfiguration(uri: uri, threads: 1, socketTimeout: .seconds(1))
            let impatient = try MongoDatabase(configuration).database(named: database.name)
            let collection = impatient.collection("c")
            let error = await error { _ = try await collection.find(["$where": "sleep(2500)"]) }
            #expect(error?.kind == .timeout)
            let count = try await collection.estimatedCount()
            #expect(count == 1)
            await impatient.close()
        }
    }

    @Test(
        "on the server has the server's code",
        arguments: [
            (["find": "c", "filter": ["$bad": 1]], .server(code: 2)),
            (["noSuchCommand": 1], .server(code: 59)),
            (["getMore": 1_234_567, "collection": "c"], .cursor),
        ] as [(BSONDocument, MongoError.Kind)]
    )
    func serverCode(_ command: BSONDocument, _ kind: MongoError.Kind) async throws {
        try await withFreshDatabase { database in
            let error = await error { _ = try await database.command(command) }
            #expect(error?.kind == kind)
        }
    }

    @Test("of many at a time leaves no other without its own answer")
    func manyAtATime() async throws {
        try await withFreshDatabase { database in
            let collection = database.collection("c")
            try await collection.insert((0..<500).map { ["_id": .int($0)] })
            let right = await withTaskGroup(of: Bool.self) { group in
                for id in 0..<500 {
                    group.addTask {
                        if id % 5 == 0 {
                            return await error { _ = try await collection.find(["$bad": 1]) }?.code == 2
                        }
                        return (try? await collection.findOne(["_id": .int(id)])) == ["_id": .int(id)]
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(right == 500)
        }
    }
}
