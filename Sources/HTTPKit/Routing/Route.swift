public import HTTPTypes
public import HummingbirdCore

/// One method on one path: what runs, and how it is described to the world.
///
/// The router and the OpenAPI document are both made from routes, so a route that answers is a route that is described.
///
/// ```swift
/// Route(
///     .get, "/api/movies/{id}", "One film", tag: "Movies",
///     parameters: [.path("id", .string(), "Identifier or slug."), .after, .ifNoneMatch],
///     answers: [.json(200, .ref("Movie"), "The film.", headers: ["ETag"]), .notModified],
///     problems: [.notFound, .gone, .behind]
/// ) { call in
///     …
/// }
/// ```
public struct Route: Sendable {
    public typealias Handler = @Sendable (Call) async throws -> Response

    /// Who may call it.
    public enum Access: Sendable {
        case everyone
        /// Whoever shows the bearer token; checked before the body is read.
        case token
    }

    public let method: HTTPRequest.Method
    /// The path, with `{name}` for a part that the handler gets as a parameter.
    public let path: String
    /// A few words.
    public let summary: String
    /// What a user has to know beyond the summary; Markdown.
    public let details: String?
    /// The group in the documentation.
    public let tag: String
    public let access: Access
    public let parameters: [Parameter]
    public let body: BodyDescription?
    public let answers: [AnswerDescription]
    /// The problems that this route has beyond those of every route.
    public let problems: [ProblemKind]
    public let handler: Handler

    /// Describes a route. `GET` also answers `HEAD`.
    public init(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ summary: String,
        details: String? = nil,
        tag: String,
        access: Access = .everyone,
        parameters: [Parameter] = [],
        body: BodyDescription? = nil,
        answers: [AnswerDescription],
        problems: [ProblemKind] = [],
        handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.summary = summary
        self.details = details
        self.tag = tag
        self.access = access
        self.parameters = parameters
        self.body = body
        self.answers = answers
        self.problems = problems
        self.handler = handler
    }
}

extension Route {
    /// The problems of this route, those of every route included.
    public var allProblems: [ProblemKind] {
        var kinds: [ProblemKind] = [.malformedRequest, .validation, .queryTooLong, .headersTooLarge]
        if access == .token { kinds.append(.unauthorized) }
        if let body {
            kinds += [.requestTimeout, .bodyTooLarge]
            if !body.mediaTypes.isEmpty { kinds.append(.unsupportedMediaType) }
            if body.isJSON { kinds.append(.malformedJSON) }
        }
        kinds += problems
        kinds += [.internalError, .unavailable]
        var seen: Set<ProblemKind> = []
        return kinds.filter { seen.insert($0).inserted }
    }

    /// Every status that the route may answer with.
    public var statuses: Set<Int> {
        Set(answers.map(\.status)).union(allProblems.map(\.status))
    }
}
