import HTTPTypes
import HummingbirdCore
import JSONKit

/// The OpenAPI 3.1 document of some routes, made from the very descriptions that the router is made from.
public struct OpenAPIDocument: Sendable {
    public let title: String
    public let version: String
    /// What stands under `components/schemas`, by name; `Problem` is added.
    public let schemas: [String: Schema]

    public init(title: String, version: String, schemas: [String: Schema]) {
        self.title = title
        self.version = version
        self.schemas = schemas
    }

    /// The route `/openapi.json` for these routes and itself; the document is written once.
    public func route(for routes: [Route]) -> Route {
        func make(_ body: [UInt8]) -> Route {
            Route(
                .get,
                "/openapi.json",
                "This document",
                tag: "Operation",
                answers: [.json(200, .any, "An OpenAPI 3.1 document.")]
            ) { _ in .json(body) }
        }
        return make(json(for: routes + [make([])]))
    }

    /// The document.
    public func json(for routes: [Route]) -> [UInt8] {
        var writer = JSONWriter(capacity: 1 << 16)
        writer.value(document(routes))
        return writer.bytes
    }

    private func document(_ routes: [Route]) -> JSONValue {
        var paths: [(String, JSONValue)] = []
        for path in Set(routes.map(\.path)).sorted() {
            let operations = routes.filter { $0.path == path }.map {
                ($0.method.rawValue.lowercased(), operation($0))
            }
            paths.append((path, Schema.object(operations)))
        }
        var components = schemas.sorted { $0.key < $1.key }.map { ($0.key, $0.value.json) }
        components.append(("Problem", Self.problem.json))
        return Schema.object([
            ("openapi", .string("3.1.0")),
            ("info", Schema.object([("title", .string(title)), ("version", .string(version))])),
            ("paths", Schema.object(paths)),
            (
                "components",
                Schema.object([
                    ("schemas", Schema.object(components)),
                    (
                        "securitySchemes",
                        Schema.object([
                            (
                                "token",
                                Schema.object([("type", .string("http")), ("scheme", .string("bearer"))])
                            )
                        ])
                    ),
                ])
            ),
        ])
    }

    private func operation(_ route: Route) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("operationId", .string(Self.operationID(route))),
            ("summary", .string(route.summary)),
        ]
        if let details = route.details { members.append(("description", .string(details))) }
        members.append(("tags", .array([.string(route.tag)])))
        if !route.parameters.isEmpty {
            members.append(("parameters", .array(route.parameters.map(parameter))))
        }
        if let body = route.body { members.append(("requestBody", requestBody(body))) }
        members.append(("responses", responses(route)))
        if route.access == .token {
            members.append(("security", .array([Schema.object([("token", .array([]))])])))
        }
        return Schema.object(members)
    }

    private static func operationID(_ route: Route) -> String {
        let parts = route.path.split { !($0.isLetter || $0.isNumber) }
        return ([route.method.rawValue.lowercased()] + parts.map(String.init)).joined(separator: "_")
    }

    private func parameter(_ parameter: Parameter) -> JSONValue {
        Schema.object([
            ("name", .string(parameter.name)),
            ("in", .string(parameter.place.rawValue)),
            ("required", .bool(parameter.isRequired)),
            ("description", .string(parameter.description)),
            ("schema", parameter.schema.json),
        ])
    }

    private func requestBody(_ body: BodyDescription) -> JSONValue {
        let content = body.mediaTypes.map { ($0, Schema.object([("schema", body.schema.json)])) }
        return Schema.object([
            ("required", .bool(true)),
            ("description", .string("\(body.description) At most \(body.limit) bytes.")),
            ("content", Schema.object(content)),
        ])
    }

    private func responses(_ route: Route) -> JSONValue {
        var responses: [(String, JSONValue)] = route.answers.map { answer in
            var members: [(String, JSONValue)] = [("description", .string(answer.description))]
            if !answer.headers.isEmpty {
                let headers = answer.headers.map { ($0, Schema.object([("schema", Schema.string().json)])) }
                members.append(("headers", Schema.object(headers)))
            }
            if let mediaType = answer.mediaType, let schema = answer.schema {
                members.append(
                    ("content", Schema.object([(mediaType, Schema.object([("schema", schema.json)]))]))
                )
            }
            return (String(answer.status), Schema.object(members))
        }
        let kinds = route.allProblems
        for status in Set(kinds.map(\.status)).sorted() {
            let ofStatus = kinds.filter { $0.status == status }
            responses.append(
                (
                    String(status),
                    Schema.object([
                        (
                            "description",
                            .string(ofStatus.map { "\($0.type): \($0.title)." }.joined(separator: " "))
                        ),
                        (
                            "content",
                            Schema.object([
                                (Problem.mediaType, Schema.object([("schema", Schema.ref("Problem").json)]))
                            ])
                        ),
                    ])
                )
            )
        }
        return Schema.object(responses)
    }

    private static let problem = Schema.object(
        required: [
            "type": .string(oneOf: ProblemKind.all.map(\.type)),
            "title": .string(),
            "status": .integer(400...599),
            "detail": .string(),
        ],
        optional: [
            "instance": .string(),
            "request_id": .string(),
            "errors": .array(of: .object(required: ["pointer": .string(), "detail": .string()])),
        ]
    )
}
