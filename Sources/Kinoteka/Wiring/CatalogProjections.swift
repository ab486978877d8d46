import Contracts
import EventLog
import Foundation
import Mongo
import Projection
import ReadModels

/// This product's projections, with their manifests and their log.
enum CatalogProjections {
    static func set(feed: any EventFeed, manifests: [Manifest]) throws -> ProjectionSet {
        try ProjectionSet(CatalogReadModels.projections, manifests: manifests, feeds: [feed])
    }

    /// How films and people are searched.
    static func searchSettings(manifests: [Manifest]) throws -> SearchSettings {
        guard let movies = manifests.first(where: { $0.name == "movies" }) else {
            throw CommandFailure.usage("There is no manifest of movies, which says how films are searched.")
        }
        return movies.search
    }

    /// Runs `body` with the operations on a folder's projections, and closes what it opened.
    static func withOperations<Result>(
        _ data: DataOptions,
        manifests folder: String?,
        _ body: (ProjectionOperations) async throws -> Result
    ) async throws -> Result {
        let settings = try data.settings()
        let dataFolder = try data.folder()
        try dataFolder.check()
        let manifests = try Resources.manifests(settings.value(.projections, flag: folder))
        try FileManager.default.requireLog(dataFolder)
        let mongo = try await MongoAccess.open(dataFolder, settings: settings)
        do {
            let operations = ProjectionOperations(
                database: mongo.database,
                projections: try set(
                    feed: FileFeed(dataFolder, log: .catalog, connections: 2),
                    manifests: manifests
                ),
                settings: ProjectorSettings(holder: "command-\(ProcessInfo.processInfo.processIdentifier)")
                    .withTestFaults()
            )
            let result = try await body(operations)
            await mongo.close()
            return result
        } catch {
            await mongo.close()
            throw error
        }
    }

    /// Refuses a name that is no projection's before anything is started.
    static func check(_ name: String, manifests folder: String?, _ data: DataOptions) throws {
        let manifests = try Resources.manifests(try data.settings().value(.projections, flag: folder))
        guard manifests.contains(where: { $0.name == name }) else {
            let names = manifests.map(\.name).sorted().joined(separator: ", ")
            throw CommandFailure.usage("There is no projection called \(name); there are \(names).")
        }
    }
}

extension FileManager {
    /// Refuses a data folder in which nothing was ever written.
    func requireLog(_ folder: DataFolder) throws {
        guard fileExists(atPath: folder.file(of: .catalog)) else {
            throw CommandFailure.failed(
                "There is no log in \(folder.path) yet; start `kinoteka up` or import films first."
            )
        }
    }
}
