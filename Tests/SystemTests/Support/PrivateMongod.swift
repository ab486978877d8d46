import Foundation
import Mongo
import TestSupport

/// A mongod of one test's own, for servers that share a database.
struct PrivateMongod: Sendable {
    private let mongod: ManagedMongod

    var uri: String { mongod.uri }

    static func start(beside folder: String) async throws -> PrivateMongod {
        PrivateMongod(
            mongod: try await ManagedMongod.start(
                .init(
                    binary: try MongodBinary.find(candidates: TestMongo.candidates),
                    dataDirectory: folder + "-mongo",
                    logFile: folder + "-mongod.log"
                )
            )
        )
    }

    func stop() async { await mongod.stop() }
}
