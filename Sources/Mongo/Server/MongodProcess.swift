import CMongoShim
import Glibc

/// A mongod that runs as a child of this process: its command line, and whether it is ready.
struct MongodProcess {
    let pid: Int32
    /// Where its lines begin in the log.
    let logBegin: Int

    /// Starts mongod. The calling thread must live as long as mongod may: the kernel kills it with that thread.
    static func start(_ settings: ManagedMongod.Settings, _ folder: MongodFolder) throws(MongodError)
        -> MongodProcess
    {
        // A socket that a killed mongod left behind.
        unlink(folder.socket)
        let (file, begin) = try MongodLog(path: settings.logFile).open()
        defer { close(file) }
        let pid = spawn(arguments(settings, folder), output: file)
        guard pid > 0 else {
            throw MongodError(.notRunnable, "\(settings.binary) cannot be run: \(systemError(-pid)).")
        }
        return MongodProcess(pid: pid, logBegin: begin)
    }

    private static func arguments(_ settings: ManagedMongod.Settings, _ folder: MongodFolder) -> [String] {
        [
            settings.binary,
            "--dbpath", folder.path,
            // The socket as the only address: nothing listens on TCP, and no second socket appears in /tmp.
            "--bind_ip", folder.socket, "--nounixsocket",
            "--replSet", ReplicaSetOfOne.name,
            "--wiredTigerCacheSizeGB", String(settings.cacheGigabytes),
            "--oplogSize", String(settings.oplogMegabytes),
            // Changes come to random pages. Written out at 5 % of the cache, as usual, the same ones would be written
            // again and again between two checkpoints.
            "--wiredTigerEngineConfigString",
            "eviction_dirty_target=40,eviction_dirty_trigger=60,eviction_updates_target=30,eviction_updates_trigger=50",
            // A changed document makes its page be written by the next checkpoint. On 32 KiB, as usual, it took twenty others
            // with it; a checkpoint of 600 MB held up everything else for seconds.
            "--wiredTigerCollectionConfigString", "leaf_page_max=8KB",
            // Nobody reads as of a moment in the past, for which old versions would be kept for five minutes otherwise:
            // in the cache, and on the disk what has no room there.
            "--setParameter", "minSnapshotHistoryWindowInSeconds=0",
            // What sorts the keys of a new index; beyond it they go through files. An eighth of the cache.
            "--setParameter",
            "maxIndexBuildMemoryUsageMegabytes=\(max(200, Int(settings.cacheGigabytes * 128)))",
            "--quiet", "--slowms", "2000",
            "--setParameter", "diagnosticDataCollectionEnabled=false",
            // There is nobody to hand over to, so a stop need not wait for a successor.
            "--setParameter", "shutdownTimeoutMillisForSignaledShutdown=0",
        ]
    }

    /// Starts a program with these arguments, the first being its path. Returns its pid or a negated `errno`.
    static func spawn(_ arguments: [String], output: Int32) -> Int32 {
        var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        return kin_spawn(pointers[0], pointers, output)
    }

    var hasEnded: Bool { kin_has_ended(pid) }

    /// Waits until it takes writes.
    ///
    /// - Throws: ``MongodError`` where it ends or does not get there in time.
    func awaitReady(_ settings: ManagedMongod.Settings, _ folder: MongodFolder) throws(MongodError) {
        let deadline = ContinuousClock.now + settings.startTimeout
        var member: ReplicaSetOfOne?
        var lastError = "it does not listen yet"
        while ContinuousClock.now < deadline {
            if hasEnded { return }
            if member == nil, Self.listens(on: folder.socket) {
                member = ReplicaSetOfOne(folder)
            }
            if let open = member {
                do throws(MongoError) {
                    if try open.isPrimary() { return }
                    lastError = "it is not primary yet"
                } catch {
                    lastError = error.message
                    // The client may hold a broken connection; the next round makes a new one.
                    member = nil
                }
            }
            usleep(5_000)
        }
        throw MongodError(
            .notReady,
            "mongod is not ready after \(settings.startTimeout): \(lastError). See \(settings.logFile)."
        )
    }

    private static func listens(on path: String) -> Bool {
        let file = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard file >= 0 else { return false }
        defer { close(file) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(file, $0, size) == 0 }
        }
    }
}
