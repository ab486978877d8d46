import CatalogService
import CommandAPI
import Contracts
import EventLog
import Foundation
import HTTPKit
import Importers
import Logging
import Mongo
import Projection
import ReadAPI
import ServiceLifecycle
import WriteSide

/// Writer, projector and read API in one process: what `kinoteka up` runs.
///
/// The writer opens first and closes last, so that everything that was accepted is on the disk. Commands are accepted
/// before MongoDB is there and while it is away.
struct AllRoles {
    private let configuration: UpConfiguration

    init(_ configuration: UpConfiguration) {
        self.configuration = configuration
    }

    func run() async throws {
        let folder = configuration.folder
        let lock = try folder.lock()
        defer { lock.release() }
        let logger = ServerLogger.make(ProcessInfo.processInfo.environment["KINOTEKA_LOG"])
        let token = try BearerToken.load(orCreateAt: folder.tokenFile)
        let signal = LogSignal()
        let writer = try await ServiceWriter(service: CatalogService(), lock: lock, signal: signal)
        let outcome: Result<Void, any Error>
        do {
            try await serve(writer, signal, token, logger)
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        await writer.close()
        RunningServer.forget(folder)
        try outcome.get()
    }

    private func serve(
        _ writer: ServiceWriter<CatalogService>,
        _ signal: LogSignal,
        _ token: BearerToken,
        _ logger: Logger
    ) async throws {
        let folder = configuration.folder
        let mongod = configuration.mongo == nil ? try await MongoAccess.startPrivate(folder) : nil
        let uri = configuration.mongo ?? mongod?.uri ?? ""
        do {
            try await serve(writer, signal, token, mongo: uri, logger)
        } catch {
            await mongod?.stop()
            throw error
        }
        await mongod?.stop()
    }

    private func serve(
        _ writer: ServiceWriter<CatalogService>,
        _ signal: LogSignal,
        _ token: BearerToken,
        mongo uri: String,
        _ logger: Logger
    ) async throws {
        let folder = configuration.folder
        // Readers and projectors have pools of their own: neither can hold up the other.
        let projecting = try MongoDatabase(MongoConfiguration(uri: uri, threads: 6))
        let reading = try MongoDatabase(MongoConfiguration(uri: uri, threads: 4, socketTimeout: .seconds(10)))
        let feed = FileFeed(folder, log: .catalog, signal: signal, connections: 2)
        let watch = ModelWatch(ProjectionDirectory(reading))
        let cache = configuration.cache
        let replica = try CatalogReplica(
            database: reading,
            watch: watch,
            search: try CatalogProjections.searchSettings(manifests: configuration.manifests),
            cache: cache,
            logger: logger,
            onLoading: Allocator.tune(isLoading:)
        )
        let projector = ProjectorService(
            database: projecting,
            projections: try CatalogProjections.set(feed: feed, manifests: configuration.manifests),
            settings: ProjectorSettings(holder: "up").withTestFaults(),
            logger: logger,
            onProgress: { model, changed in
                cache.remove(changed, of: model.name)
                watch.told(model)
            }
        )
        let reads = ReadAPI(database: reading, watch: watch, replica: replica, cache: cache)
        let metrics = Metrics()
        let routes = ServerRoutes(
            reads: reads,
            commands: CommandAPI(writer: writer, metrics: metrics),
            logs: LogRoutes(feeds: [feed]),
            metrics: metrics,
            checks: [reads.healthCheck, ProjectorHealth.check { projector.statuses() }]
        )
        metrics.collect { ProjectorHealth.metrics(projector.statuses()) + reads.metrics }
        var http = HTTPServerConfiguration()
        http.address = configuration.listen
        let configuration = configuration
        let announcement = Announcement(folder: folder, mongo: uri, reads: reads, writer: writer, feed: feed)
        let server = HTTPServer(
            routes: routes.all,
            token: token,
            metrics: metrics,
            configuration: http,
            logger: logger,
            onListening: { await announcement.make($0, loadsFixtures: configuration.loadsFixtures) }
        )
        do {
            try await RoleGroup.run([
                .init(service: Background { await watch.run() }),
                .init(service: Background.onThreads { await replica.run() }),
                .init(service: Background.onThreads { await projector.run() }),
                .init(service: server),
            ])
        } catch {
            await projecting.close()
            await reading.close()
            throw error
        }
        await projecting.close()
        await reading.close()
    }
}
