import Foundation
import TestSupport
import Testing

@testable import Mongo

/// Runs `body` with a mongod of its own that is no replica set.
///
/// - Parameter parameters: What it is started with, each as `name=value`.
func withStandaloneMongod(
    parameters: [String] = [],
    _ body: (MongoDatabase) async throws -> Void
) async throws {
    let folder = "/tmp/kinoteka-alone-\(UInt32.random(in: 0...UInt32.max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let socket = "\(folder)/s.sock"
    let mongod = try await RunningProgram.start(
        [
            try MongodBinary.find(candidates: TestMongo.candidates),
            "--dbpath", folder, "--bind_ip", socket, "--nounixsocket", "--quiet",
            "--wiredTigerCacheSizeGB", "0.25", "--logpath", "\(folder)/log",
        ] + parameters.flatMap { ["--setParameter", $0] }
    )
    do {
        let database = try MongoDatabase(
            MongoConfiguration(
                uri: "mongodb://\(socket.replacing("/", with: "%2F"))/kinoteka",
                threads: 1,
                serverSelectionTimeout: .seconds(60)
            )
        )
        try await body(database)
        await database.close()
    } catch {
        await mongod.kill()
        throw error
    }
    await mongod.kill()
}

/// A child process without Foundation's `Process`, of which the leak check sees two weak references that are never freed.
private struct RunningProgram {
    private let stop: DispatchSemaphore
    private let end: AsyncStream<Never>

    static func start(_ arguments: [String]) async throws -> RunningProgram {
        let stop = DispatchSemaphore(value: 0)
        let (end, ending) = AsyncStream.makeStream(of: Never.self)
        // The kernel kills a child with the thread that started it, so this one stays until the child may go.
        let pid: Int32 = await withCheckedContinuation { started in
            let hasThread = startThread(named: "test-child") {
                let pid = MongodProcess.spawn(arguments, output: STDERR_FILENO)
                started.resume(returning: pid)
                if pid > 0 {
                    stop.wait()
                    Glibc.kill(pid, SIGKILL)
                    waitpid(pid, nil, 0)
                }
                ending.finish()
            }
            if !hasThread { started.resume(returning: -EAGAIN) }
        }
        try #require(pid > 0, "\(arguments[0]) was not started: error \(-pid)")
        return RunningProgram(stop: stop, end: end)
    }

    /// Returns when it is gone.
    func kill() async {
        stop.signal()
        for await _ in end {}
    }
}
