import CatalogService
import CommandAPI
import Contracts
import EventLog
import Foundation
import HTTPKit
import ServiceLifecycle
import WriteSide

/// The write side alone: command endpoints, and the log for projectors on other machines.
struct WriteRole {
    let folder: DataFolder
    let listen: ListenAddress

    func run() async throws {
        let lock = try folder.lock()
        defer { lock.release() }
        let logger = ServerLogger.make(ProcessInfo.processInfo.environment["KINOTEKA_LOG"])
        let token = try BearerToken.load(orCreateAt: folder.tokenFile)
        let signal = LogSignal()
        let writer = try await ServiceWriter(service: CatalogService(), lock: lock, signal: signal)
        let metrics = Metrics()
        let routes = ServerRoutes(
            commands: CommandAPI(writer: writer, metrics: metrics),
            logs: LogRoutes(feeds: [FileFeed(folder, log: .catalog, signal: signal, connections: 2)]),
            metrics: metrics,
            checks: []
        )
        var http = HTTPServerConfiguration()
        http.address = listen
        let server = HTTPServer(
            routes: routes.all,
            token: token,
            metrics: metrics,
            configuration: http,
            logger: logger,
            onListening: { Console.line("Ready at http://\($0)") }
        )
        defer { RunningServer.forget(folder) }
        do {
            try await RoleGroup.run([.init(service: server)])
        } catch {
            await writer.close()
            throw error
        }
        await writer.close()
    }
}
