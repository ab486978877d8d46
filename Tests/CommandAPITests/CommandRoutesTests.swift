import CommandAPI
import HTTPKit
import JSONKit
import Testing

@Suite("The routes of commands", .timeLimit(.minutes(5)))
struct CommandRoutesTests {
    @Test("are described by schemas that are there")
    func schemas() async throws {
        try await Desk.with { desk in
            let document = OpenAPIDocument(title: "T", version: "1", schemas: CommandAPI.schemas)
            let bytes = document.json(for: desk.routes)
            let json = try JSONValue(parsing: bytes)
            let text = String(decoding: bytes, as: UTF8.self)
            let names = json["components"]?["schemas"]?.keys ?? []
            let marker = "\"#/components/schemas/"
            let references = text.components(after: marker, until: "\"")
            #expect(references.subtracting(names) == [])
        }
    }

    @Test("that change an entity take If-Match, and all of them but the batch an Idempotency-Key")
    func parameters() async throws {
        try await Desk.with { desk in
            for route in desk.routes where route.path != "/api/commands" {
                let names = route.parameters.map(\.name)
                #expect(names.contains("Idempotency-Key"), "\(route.method) \(route.path)")
                let isEntity = route.path.contains("{id}") || route.path.contains("{code}")
                #expect(names.contains("If-Match") == isEntity, "\(route.method) \(route.path)")
                #expect(route.allProblems.contains(.versionMismatch) == isEntity)
            }
        }
    }

    @Test("say every name of their path")
    func pathParameters() async throws {
        try await Desk.with { desk in
            for route in desk.routes {
                let inPath = route.path.components(after: "{", until: "}")
                let described = Set(route.parameters.filter { $0.place == .path }.map(\.name))
                #expect(inPath == described, "\(route.path)")
            }
        }
    }
}

extension String {
    /// What stands between two marks, wherever they come.
    fileprivate func components(after start: String, until end: Character) -> Set<String> {
        Set(ranges(of: start).map { String(self[$0.upperBound...].prefix { $0 != end }) })
    }
}
