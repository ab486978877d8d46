import Foundation
import HTTPKit
import Mongo
import Projection
import ReadAPI
import ServiceLifecycle

/// The read API alone: any number of them may serve one MongoDB.
struct ReadRole {
    let mongo: String
    let manifests: [Manifest]
    let cache: DocumentCache
    let listen: ListenAddress

    func run() async throws {
        let logger = ServerLogger.make(ProcessInfo.processInfo.environment["KINOTEKA_LOG"])
        let database = try MongoDatabase(MongoConfiguration(uri: mongo, socketTimeout: .seconds(10)))
        let watch = ModelWatch(ProjectionDirectory(database))
        let replica = try CatalogReplica(
            database: database,
            watch: watch,
            search: try CatalogProjections.searchSettings(manifests: manifests),
            cache: cache,
            logger: logger,
            onLoading: Allocator.tune(isLoading:)
        )
        let reads = ReadAPI(database: database, watch: watch, replica: replica, cache: cache)
        let metrics = Metrics()
        metrics.collect { reads.metrics }
        let routes = ServerRoutes(reads: reads, metrics: metrics, checks: [reads.healthCheck])
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
                .init(service: Background { await watch.run() }),
                .init(service: Background.onThreads { await replica.run() }),
                .init(service: server),
            ])
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}
