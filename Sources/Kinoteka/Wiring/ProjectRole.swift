import AsyncHTTPClient
import Contracts
import EventLog
import Foundation
import HTTPKit
import Mongo
import Projection
import ServiceLifecycle

/// Projectors alone: they follow a log in a folder of this machine, or over HTTP, and fill a MongoDB.
struct ProjectRole {
    /// Where the log is.
    enum Source {
        case folder(DataFolder)
        case server(url: String, token: String)
    }

    let source: Source
    let mongo: String
    let manifests: [Manifest]
    let listen: ListenAddress

    func run() async throws {
        let logger = ServerLogger.make(ProcessInfo.processInfo.environment["KINOTEKA_LOG"])
        let feed: any EventFeed
        switch source {
        case .folder(let folder): feed = FileFeed(folder, log: .catalog)
        case .server(let url, let token):
            feed = HTTPFeed(server: url, log: .catalog, token: token, client: .shared)
        }
        let database = try MongoDatabase(MongoConfiguration(uri: mongo))
        // The process makes the name: two projectors of one database are two holders.
        let holder =
            "project-\(ProcessInfo.processInfo.hostName)-\(ProcessInfo.processInfo.processIdentifier)"
        let projector = ProjectorService(
            database: database,
            projections: try CatalogProjections.set(feed: feed, manifests: manifests),
            settings: ProjectorSettings(holder: holder).withTestFaults(),
            logger: logger
        )
        let metrics = Metrics()
        metrics.collect { ProjectorHealth.metrics(projector.statuses()) }
        let routes = ServerRoutes(metrics: metrics, checks: [ProjectorHealth.check { projector.statuses() }])
        var http = HTTPServerConfiguration()
        http.address = listen
        let server = HTTPServer(
            routes: routes.all,
            metrics: metrics,
            configuration: http,
            logger: logger,
            onListening: { Console.line("Ready at http://\($0)") }
        )
        do {
            try await RoleGroup.run([
                .init(service: Background.onThreads { await projector.run() }), .init(service: server),
            ])
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}
