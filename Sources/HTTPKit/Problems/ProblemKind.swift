/// One kind of problem: its type URI, title and status, as `docs/problems.md` describes them.
public struct ProblemKind: Hashable, Sendable {
    /// The last part of the type URI, such as `validation`.
    public let name: String
    /// What went wrong in general; the same for every problem of the kind.
    public let title: String
    /// The HTTP status, 400 to 599.
    public let status: Int

    init(_ name: String, _ status: Int, _ title: String) {
        self.name = name
        self.title = title
        self.status = status
    }

    /// The type URI of RFC 9457, a path on this server.
    public var type: String { "/problems/" + name }
}

extension ProblemKind {
    // The bytes of the request
    public static let malformedRequest = ProblemKind("malformed-request", 400, "The request is malformed")
    public static let malformedJSON = ProblemKind("malformed-json", 400, "The body is not valid JSON")
    public static let requestTimeout = ProblemKind("request-timeout", 408, "The request came too slowly")
    public static let bodyTooLarge = ProblemKind("body-too-large", 413, "The body is too large")
    public static let queryTooLong = ProblemKind("query-too-long", 414, "The URL is too long")
    public static let unsupportedMediaType = ProblemKind(
        "unsupported-media-type",
        415,
        "The body has a type that is not taken here"
    )
    public static let headersTooLarge = ProblemKind("headers-too-large", 431, "The headers are too large")

    // What the request says
    public static let validation = ProblemKind("validation", 400, "The input is not valid")
    public static let invalidCursor = ProblemKind("invalid-cursor", 400, "The cursor is not valid here")
    public static let invalidHeader = ProblemKind("invalid-header", 400, "A header is not valid")
    public static let unauthorized = ProblemKind("unauthorized", 401, "A bearer token is needed")
    public static let forbidden = ProblemKind("forbidden", 403, "This is not allowed")
    public static let keyReused = ProblemKind(
        "idempotency-key-reused",
        422,
        "The idempotency key belongs to another request"
    )

    // What is there
    public static let noSuchRoute = ProblemKind("no-such-route", 404, "Nothing is served at this URL")
    public static let notFound = ProblemKind("not-found", 404, "There is no such thing")
    public static let methodNotAllowed = ProblemKind(
        "method-not-allowed",
        405,
        "The URL does not take this method"
    )
    public static let conflict = ProblemKind("conflict", 409, "The request contradicts what is there")
    public static let gone = ProblemKind("gone", 410, "The thing was withdrawn")
    public static let versionMismatch = ProblemKind(
        "version-mismatch",
        412,
        "The thing has changed meanwhile"
    )

    // The server
    public static let internalError = ProblemKind("internal", 500, "The server made a mistake")
    public static let unavailable = ProblemKind("unavailable", 503, "Not available at the moment")
    public static let busy = ProblemKind("busy", 503, "Too much is waiting already")
    public static let behind = ProblemKind("behind", 503, "The reads are not that far yet")
    public static let notReady = ProblemKind("not-ready", 503, "The server is not ready")

    /// All kinds, in the order of `docs/problems.md`.
    public static let all: [ProblemKind] = [
        .malformedRequest, .malformedJSON, .requestTimeout, .bodyTooLarge, .queryTooLong,
        .unsupportedMediaType,
        .headersTooLarge, .validation, .invalidCursor, .invalidHeader, .unauthorized, .forbidden, .keyReused,
        .noSuchRoute, .notFound, .methodNotAllowed, .conflict, .gone, .versionMismatch, .internalError,
        .unavailable,
        .busy, .behind, .notReady,
    ]
}
