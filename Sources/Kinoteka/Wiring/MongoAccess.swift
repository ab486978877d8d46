import EventLog
import Foundation
import Mongo

/// The MongoDB that a command works on.
struct MongoAccess {
    let database: MongoDatabase
    let uri: String
    private let mongod: ManagedMongod?
    private let lock: FolderLock?

    /// Takes the running server's MongoDB, or the user's own, or starts the private one for the length of the command.
    ///
    /// With the private one the folder's lock is held meanwhile, so that no server starts on the same files. The user's
    /// own needs no lock: `kinoteka write` may hold it.
    static func open(_ folder: DataFolder, settings: Settings) async throws -> MongoAccess {
        if let server = RunningServer.find(folder) {
            return try MongoAccess(uri: server.mongo, mongod: nil, lock: nil)
        }
        try folder.check()
        if let uri = settings.value(.mongo, flag: nil) {
            return try MongoAccess(uri: uri, mongod: nil, lock: nil)
        }
        let lock = try folder.lock()
        let mongod = try await startPrivate(folder)
        return try MongoAccess(uri: mongod.uri, mongod: mongod, lock: lock)
    }

    /// Starts the private mongod of a folder.
    static func startPrivate(_ folder: DataFolder) async throws -> ManagedMongod {
        try await ManagedMongod.start(
            .init(
                binary: try MongodBinary.find(candidates: Resources.mongods),
                dataDirectory: folder.mongoFolder,
                logFile: folder.mongoLogFile,
                cacheGigabytes: cacheGigabytes
            )
        )
    }

    /// A quarter of the machine's memory, at most 4 GiB; MongoDB itself would take half.
    private static var cacheGigabytes: Double {
        min(4, max(0.25, Double(ProcessInfo.processInfo.physicalMemory >> 30) / 4))
    }

    private init(uri: String, mongod: ManagedMongod?, lock: FolderLock?) throws {
        database = try MongoDatabase(MongoConfiguration(uri: uri))
        self.uri = uri
        self.mongod = mongod
        self.lock = lock
    }

    /// Ends the private mongod, where it is one. Connections to another end with the command: libmongoc would wait for
    /// half a second until its threads notice.
    func close() async {
        guard let mongod else { return }
        await database.close()
        await mongod.stop()
        lock?.release()
    }
}
