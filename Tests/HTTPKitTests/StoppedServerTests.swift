import HTTPKit
import Synchronization
import Testing

@Suite("A server that is stopped", .timeLimit(.minutes(5)))
struct StoppedServerTests {
    @Test("closes connections that come in the same moment")
    func duringConnections() async throws {
        for _ in 1...50 {
            let clients = Clients()
            try await RunningServer.with([.hello]) { server in
                for _ in 1...8 {
                    let client = Task {
                        // Until nobody accepts any more.
                        while let wire = try? await server.open() { await wire.close() }
                    }
                    clients.tasks.withLock { $0.append(client) }
                }
                let answer = try await server.ask("GET", "/hello/you")
                #expect(answer.status == 200)
            }
            for client in clients.tasks.withLock({ $0 }) { await client.value }
        }
    }

    private final class Clients: Sendable {
        let tasks = Mutex<[Task<Void, Never>]>([])
    }
}
