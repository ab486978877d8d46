import HTTPKit
import JSONKit
import Testing

@Suite("The health of a server", .timeLimit(.minutes(5)))
struct HealthTests {
    @Test("is ready once every check is")
    func ready() async throws {
        let routes = OperationRoutes.routes(
            metrics: Metrics(),
            checks: [HealthCheck("log") { .ready }, HealthCheck("reads") { .ready }]
        )
        try await RunningServer.with(routes) { server in
            let answer = try await server.ask("GET", "/readyz")
            #expect(answer.status == 200)
            #expect(answer.json["checks"]?.elements == [.string("log"), .string("reads")])
        }
    }

    @Test("names every check that fails; the process lives all the same")
    func notReady() async throws {
        let routes = OperationRoutes.routes(
            metrics: Metrics(),
            checks: [
                HealthCheck("log") { .notReady("The disk is full.") }, HealthCheck("search") { .ready },
                HealthCheck("reads") { .notReady("They are behind.") },
            ]
        )
        try await RunningServer.with(routes) { server in
            let answer = try await server.ask("GET", "/readyz")
            #expect(answer.status == 503)
            #expect(answer.json["type"] == .string("/problems/not-ready"))
            #expect(answer.json.pointers == ["log", "reads"])
            #expect(answer.header("retry-after") == "1")
            #expect(try await server.ask("GET", "/healthz").status == 200)
        }
    }
}
