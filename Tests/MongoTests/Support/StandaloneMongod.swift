import Foundation
import Mongo
import TestSupport

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
    let mongod = Process()
    mongod.executableURL = URL(filePath: try MongodBinary.find(candidates: TestMongo.candidates))
    mongod.arguments =
        [
            "--dbpath", folder, "--bind_ip", "\(folder)/s.sock", "--nounixsocket", "--quiet",
            "--wiredTigerCacheSizeGB", "0.25", "--logpath", "\(folder)/log",
        ] + parameters.flatMap { ["--setParameter", $0] }
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
