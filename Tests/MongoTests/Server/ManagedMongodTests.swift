import Foundation
import Mongo
import TestSupport
import Testing

@Suite("A private mongod")
struct ManagedMongodTests {
    /// Runs `body` with the settings of a mongod in a new folder, which is removed afterwards.
    private func withFolder(
        _ name: String = "mongo",
        _ body: (ManagedMongod.Settings) async throws -> Void
    ) async throws {
        let folder = NSTemporaryDirectory() + "kinoteka-mongod-\(UInt32.random(in: 0...UInt32.max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let binary = try MongodBinary.find(candidates: TestMongo.candidates)
        try await body(
            .init(binary: binary, dataDirectory: "\(folder)/\(name)", logFile: "\(folder)/mongod.log")
        )
    }

    private func database(_ mongod: ManagedMongod) throws -> MongoDatabase {
        try MongoDatabase(MongoConfiguration(uri: mongod.uri, threads: 2))
    }

    private func pid(_ mongod: ManagedMongod) throws -> Int32 {
        guard case .running(let pid) = mongod.state else {
            throw MongodError(.notReady, "It is \(mongod.state).")
        }
        return pid
    }

    @Test("is a replica set of one on a socket, and keeps its data over a clean stop")
    func keepsData() async throws {
        try await withFolder { settings in
            let first = try await ManagedMongod.start(settings)
            let before = try database(first)
            let hello = try await before.command(["hello": 1])
            #expect(hello["setName"]?.stringValue?.isEmpty == false)
            #expect(hello["isWritablePrimary"] == true)
            #expect(MongodBinary.isSupported(try await before.serverVersion()))
            try await before.collection("c").insert([["_id": 1]])
            let pid = try pid(first)
            await before.close()
            await first.stop()
            #expect(first.state == .stopped)
            #expect(kill(pid, 0) != 0)

            let second = try await ManagedMongod.start(settings)
            let after = try database(second)
            #expect(try await after.collection("c").count() == 1)
            await after.close()
            await second.stop()
            await second.stop()
        }
    }

    @Test("is set up for many small changes: no old versions of documents are kept, and pages are small")
    func settings() async throws {
        try await withFolder { settings in
            let mongod = try await ManagedMongod.start(settings)
            let database = try database(mongod)
            let name = "minSnapshotHistoryWindowInSeconds"
            let parameters = try await database.adminCommand(["getParameter": 1, "\(name)": 1])
            #expect(parameters[name]?.int64Value == 0)
            try await database.collection("c").insert([["_id": 1]])
            let statistics = try await database.command(["collStats": "c"])
            if case .document(let engine)? = statistics["wiredTiger"] {
                #expect(engine["creationString"]?.stringValue?.contains("leaf_page_max=8KB") == true)
            } else {
                Issue.record("there is nothing about the storage engine")
            }
            await database.close()
            await mongod.stop()
        }
    }

    @Test("listens on no network address")
    func noTCP() async throws {
        try await withFolder { settings in
            let mongod = try await ManagedMongod.start(settings)
            let pid = try pid(mongod)
            let files = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd")
            let sockets = Set(
                files.compactMap {
                    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(pid)/fd/\($0)")
                }
                .filter { $0.hasPrefix("socket:[") }
                .map { String($0.dropFirst(8).dropLast()) }
            )
            #expect(!sockets.isEmpty)
            for table in ["tcp", "tcp6", "udp", "udp6"] {
                let lines = (try? String(contentsOfFile: "/proc/\(pid)/net/\(table)", encoding: .utf8)) ?? ""
                for line in lines.split(separator: "\n").dropFirst() {
                    let columns = line.split(separator: " ")
                    #expect(columns.count < 10 || !sockets.contains(String(columns[9])))
                }
            }
            await mongod.stop()
        }
    }

    @Test("is started again on its data when it is killed, and an operation in between is a network error")
    func killed() async throws {
        try await withFolder { settings in
            let mongod = try await ManagedMongod.start(settings)
            let database = try database(mongod)
            let collection = database.collection("c")
            try await collection.insert([["_id": 1]])
            let first = try pid(mongod)

            let slow = Task {
                do throws(MongoError) {
                    // A write is sent once, so the driver does not hide the broken connection.
                    try await collection.updateMany(["$where": "sleep(60000)"], ["$set": ["a": 1]])
                    return nil as MongoError?
                } catch {
                    return error
                }
            }
            while try await database.adminCommand(["currentOp": 1, "op": "update"])["inprog.0"] == nil {
                await Task.yield()
            }
            kill(first, SIGKILL)
            let error = await slow.value
            #expect(error?.kind == .network)
            #expect(error?.isTransient == true)

            var second = first
            for await state in mongod.states() {
                if case .running(let pid) = state, pid != first {
                    second = pid
                    break
                }
            }
            #expect(second != first)
            #expect(try await collection.count() == 1)
            await database.close()
            await mongod.stop()
        }
    }

    @Test("starts in a folder that was moved")
    func moved() async throws {
        try await withFolder { settings in
            let first = try await ManagedMongod.start(settings)
            let before = try database(first)
            try await before.collection("c").insert([["_id": 1]])
            await before.close()
            await first.stop()

            var elsewhere = settings
            elsewhere.dataDirectory += "-moved"
            try FileManager.default.moveItem(atPath: settings.dataDirectory, toPath: elsewhere.dataDirectory)
            let second = try await ManagedMongod.start(elsewhere)
            let after = try database(second)
            #expect(try await after.collection("c").count() == 1)
            try await after.collection("c").insert([["_id": 2]])
            await after.close()
            await second.stop()
        }
    }

    @Test(
        "starts in a folder whose path no socket address can hold",
        arguments: ["a folder: with “words”", String(repeating: "long", count: 40)]
    )
    func awkwardPath(_ name: String) async throws {
        try await withFolder(name) { settings in
            let mongod = try await ManagedMongod.start(settings)
            let database = try database(mongod)
            try await database.ping()
            #expect(mongod.uri.hasPrefix("mongodb://%2Ftmp%2Fkinoteka-"))
            await database.close()
            await mongod.stop()
        }
    }

    @Test("waits for the one that has the folder, and then says who it is")
    func folderInUse() async throws {
        try await withFolder { settings in
            let mongod = try await ManagedMongod.start(settings)
            let pid = try pid(mongod)
            var impatient = settings
            impatient.lockTimeout = .milliseconds(100)
            let error = await #expect(throws: MongodError.self) { try await ManagedMongod.start(impatient) }
            #expect(error?.kind == .folderInUse)
            #expect(error?.message.contains("pid \(pid)") == true)

            let patient = Task { try await ManagedMongod.start(settings) }
            await mongod.stop()
            try await patient.value.stop()
        }
    }

    @Test("is not started where the program is missing, too old or something else")
    func wrongProgram() async throws {
        try await withFolder { settings in
            let old = settings.dataDirectory + "-old"
            try "#!/bin/sh\necho 'db version v4.4.29'\n".write(toFile: old, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: old)
            let cases: [(String, MongodError.Kind)] = [
                (old, .tooOld), ("/bin/true", .notRunnable), ("/nonexistent/mongod", .notRunnable),
            ]
            for (binary, kind) in cases {
                var other = settings
                other.binary = binary
                let error = await #expect(throws: MongodError.self) { try await ManagedMongod.start(other) }
                #expect(error?.kind == kind)
                #expect(error?.message.contains(binary) == true)
            }
        }
    }

    @Test("is not started where its folder cannot be written")
    func notWritable() async throws {
        try await withFolder { settings in
            var nowhere = settings
            nowhere.dataDirectory = "/proc/kinoteka"
            let error = await #expect(throws: MongodError.self) { try await ManagedMongod.start(nowhere) }
            #expect(error?.kind == .folderNotWritable)
        }
    }

    @Test("that cannot read its data says why, with the log's name")
    func damaged() async throws {
        try await withFolder { settings in
            try FileManager.default.createDirectory(
                atPath: settings.dataDirectory,
                withIntermediateDirectories: true
            )
            for file in ["WiredTiger", "WiredTiger.turtle", "WiredTiger.wt", "storage.bson"] {
                try "nonsense".write(
                    toFile: "\(settings.dataDirectory)/\(file)",
                    atomically: true,
                    encoding: .utf8
                )
            }
            let error = await #expect(throws: MongodError.self) { try await ManagedMongod.start(settings) }
            #expect(error?.kind == .dataUnusable || error?.kind == .notReady)
            #expect(error?.message.contains(settings.logFile) == true)
        }
    }
}
