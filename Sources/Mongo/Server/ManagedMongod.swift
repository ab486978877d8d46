/// A private mongod: started, watched, started again when it dies, and ended with this process.
///
/// It is a replica set of one that listens on a Unix socket in its folder and nowhere else. A thread of its own looks
/// after it as long as the process lives; the kernel ends mongod with that thread, so even a `kill -9` of this process
/// leaves none behind.
///
/// ```swift
/// let mongod = try await ManagedMongod.start(.init(binary: path, dataDirectory: "data/mongo", logFile: "data/mongod.log"))
/// let database = try MongoDatabase(MongoConfiguration(uri: mongod.uri, database: "kinoteka"))
/// …
/// await database.close()
/// await mongod.stop()
/// ```
public final class ManagedMongod: Sendable {
    /// What to start.
    public struct Settings: Sendable {
        /// The program; see ``MongodBinary/find(candidates:)``.
        public var binary: String
        /// Its folder; made where it is not there. Its parent must exist.
        public var dataDirectory: String
        /// Where it logs; appended to, and set aside at a start when it has grown past 32 MiB.
        public var logFile: String
        /// WiredTiger's cache; MongoDB itself allows no less than 0.25.
        public var cacheGigabytes: Double
        /// The bound of the operation log that change streams read.
        public var oplogMegabytes: Int
        /// How long a start may take, recovery after a crash included.
        public var startTimeout: Duration
        /// How long to wait for the mongod of an earlier run to let go of the folder.
        public var lockTimeout: Duration

        public init(
            binary: String,
            dataDirectory: String,
            logFile: String,
            cacheGigabytes: Double = 0.25,
            oplogMegabytes: Int = 990,
            startTimeout: Duration = .seconds(60),
            lockTimeout: Duration = .seconds(10)
        ) {
            self.binary = binary
            self.dataDirectory = dataDirectory
            self.logFile = logFile
            self.cacheGigabytes = cacheGigabytes
            self.oplogMegabytes = oplogMegabytes
            self.startTimeout = startTimeout
            self.lockTimeout = lockTimeout
        }
    }

    /// Where it is in its life.
    public enum State: Sendable, Hashable {
        case starting
        /// It takes reads and writes.
        case running(pid: Int32)
        /// It ended without being asked to and is being started again; the sentence says how it ended.
        case restarting(String)
        /// It could not be started again; the sentence says why. The next try follows by itself.
        case failed(String)
        /// It was ended by ``ManagedMongod/stop()``.
        case stopped
    }

    /// How to connect to it; the same over all restarts. It names no database.
    public let uri: String
    private let supervisor: MongodSupervisor

    private init(uri: String, _ supervisor: MongodSupervisor) {
        self.uri = uri
        self.supervisor = supervisor
    }

    /// Starts mongod and returns when it takes writes: 0.5 s with an empty folder, less with an existing one.
    ///
    /// - Throws: ``MongodError`` where the program is missing or too old, the folder cannot be used, or mongod does not
    ///   get ready. Nothing is left running then.
    public static func start(_ settings: Settings) async throws(MongodError) -> ManagedMongod {
        let supervisor = MongodSupervisor(settings)
        let uri = try await supervisor.start()
        return ManagedMongod(uri: uri, supervisor)
    }

    /// Where it is now.
    public var state: State { supervisor.state }

    /// The state now and every one after it, the newest where the reader is slow. Ends after `stopped`.
    public func states() -> AsyncStream<State> { supervisor.states() }

    /// Ends mongod cleanly, usually within a second; after ten seconds it is killed. Returns when it is gone.
    public func stop() async { await supervisor.stop() }

    /// Kills mongod at once and without a restart. For the end of a test process.
    package func killNow() { supervisor.killNow() }
}
