import HTTPKit
import JSONKit
import Testing

@Suite("A route that is described", .timeLimit(.minutes(5)))
struct DescribedRoutesTests {
    private static let all = [Route.hello, .size()] + OperationRoutes.routes(metrics: Metrics(), checks: [])

    @Test("is a route that answers, and every path without one is 404")
    func agree() async throws {
        let routes = Self.all + [OpenAPIDocument(title: "T", version: "1", schemas: [:]).route(for: Self.all)]
        try await RunningServer.with(routes) { server in
            let paths = try #require(try await server.ask("GET", "/openapi.json").json["paths"])
            for path in paths.keys {
                let url = path.replacing("{name}", with: "you")
                for method in try #require(paths[path]).keys {
                    let answer = try await server.ask(method.uppercased(), url, [:], [])
                    #expect((200..<300).contains(answer.status), "\(method) \(path)")
                }
                let answer = try await server.ask("TRACE", url)
                #expect(answer.status == 405, "\(path)")
            }
        }
    }
}
