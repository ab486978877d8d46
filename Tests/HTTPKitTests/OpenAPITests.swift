import HTTPKit
import HTTPTypes
import JSONKit
import Testing

/// What is described.
private enum Things {
    static let routes: [Route] = [
        Route(
            .get,
            "/things/{id}",
            "One thing",
            details: "*It* is there.",
            tag: "Things",
            parameters: [
                .path("id", .integer(1...9), "Its number."), .query("fields", .string(), "Fields."), .after,
            ],
            answers: [.json(200, .ref("Thing"), "The thing.", headers: ["ETag"]), .notModified],
            problems: [.notFound, .gone, .behind]
        ) { _ in .empty() },
        Route(
            .put,
            "/things/{id}",
            "Replace it",
            tag: "Things",
            access: .token,
            parameters: [.path("id", .integer(1...9), "Its number."), .ifMatch],
            body: .json(.ref("Thing"), "The thing."),
            answers: [.json(200, .ref("Thing"), "The thing.")],
            problems: [.versionMismatch]
        ) { _ in .empty() },
        Route(.get, "/ping", "Ping", tag: "Operation", answers: [.empty(204, "Pong.")]) { _ in .empty() },
    ]
}

@Suite("The OpenAPI document")
struct OpenAPITests {
    private let json: JSONValue

    init() throws {
        let document = OpenAPIDocument(
            title: "Things",
            version: "2",
            schemas: ["Thing": .object(required: ["a": .string()])]
        )
        json = try JSONValue(parsing: document.json(for: Things.routes))
    }

    private func operation(_ route: Route) throws -> JSONValue {
        try #require(
            json["paths"]?[route.path]?[route.method.rawValue.lowercased()],
            "\(route.method) \(route.path)"
        )
    }

    @Test("has every route and no other")
    func routes() {
        let described = (json["paths"]?.keys ?? []).flatMap { path in
            (json["paths"]?[path]?.keys ?? []).map { "\($0.uppercased()) \(path)" }
        }
        #expect(described.sorted() == Things.routes.map { "\($0.method) \($0.path)" }.sorted())
    }

    @Test("has every parameter of a route", arguments: Things.routes.indices)
    func parameters(_ index: Int) throws {
        let route = Things.routes[index]
        let described = try operation(route)["parameters"]?.elements ?? []
        #expect(described.compactMap { $0["name"]?.text } == route.parameters.map(\.name))
        #expect(described.compactMap { $0["in"]?.text } == route.parameters.map(\.place.rawValue))
        #expect(described.map { $0["required"] } == route.parameters.map { .bool($0.isRequired) })
    }

    @Test("has every answer and every problem of a route", arguments: Things.routes.indices)
    func responses(_ index: Int) throws {
        let route = Things.routes[index]
        let responses = try #require(try operation(route)["responses"])
        #expect(Set(responses.keys) == Set(route.statuses.map(String.init)))
        for kind in route.allProblems {
            let response = try #require(responses[String(kind.status)])
            #expect(response["description"]?.text?.contains(kind.type + ":") == true)
            #expect(response["content"]?["application/problem+json"] != nil)
        }
    }

    @Test("says which routes need the token")
    func access() throws {
        for route in Things.routes {
            #expect(try (operation(route)["security"] != nil) == (route.access == .token))
        }
        #expect(json["components"]?["securitySchemes"]?["token"]?["scheme"] == .string("bearer"))
    }

    @Test("describes a body with its types and its bound")
    func body() throws {
        let body = try #require(try operation(Things.routes[1])["requestBody"])
        #expect(body["content"]?.keys == ["application/json"])
        #expect(body["description"]?.text?.contains("1048576 bytes") == true)
    }

    @Test("refers only to schemas that it has")
    func references() {
        func references(_ value: JSONValue) -> [String] {
            switch value {
            case .object(let members):
                members.flatMap { $0.key == "$ref" ? [$0.value.text ?? ""] : references($0.value) }
            case .array(let elements): elements.flatMap(references)
            default: []
            }
        }
        let names = json["components"]?["schemas"]?.keys ?? []
        #expect(Set(references(json)) == Set(names.map { "#/components/schemas/" + $0 }))
    }

    @Test("knows every kind of problem")
    func kinds() {
        let types =
            json["components"]?["schemas"]?["Problem"]?["properties"]?["type"]?["enum"]?.elements ?? []
        #expect(types.compactMap(\.text) == ProblemKind.all.map(\.type))
    }

    @Test("names every operation differently")
    func operationIDs() throws {
        let identifiers = try Things.routes.map { try #require(try operation($0)["operationId"]?.text) }
        #expect(Set(identifiers).count == Things.routes.count)
    }

    @Test("is served, and lists itself", .timeLimit(.minutes(5)))
    func served() async throws {
        let document = OpenAPIDocument(title: "Things", version: "2", schemas: [:])
        try await RunningServer.with(Things.routes + [document.route(for: Things.routes)]) { server in
            let answer = try await server.ask("GET", "/openapi.json")
            #expect(answer.status == 200)
            #expect(answer.header("content-type") == "application/json")
            #expect(answer.json["openapi"] == .string("3.1.0"))
            #expect(answer.json["paths"]?.keys == ["/openapi.json", "/ping", "/things/{id}"])
        }
    }
}
