/// A parameter of a route, as the OpenAPI document shows it.
public struct Parameter: Sendable {
    public enum Place: String, Sendable {
        case path, query, header
    }

    public let place: Place
    public let name: String
    public let schema: Schema
    public let description: String
    public let isRequired: Bool

    init(_ place: Place, _ name: String, _ schema: Schema, _ description: String, isRequired: Bool = false) {
        self.place = place
        self.name = name
        self.schema = schema
        self.description = description
        self.isRequired = isRequired
    }

    public static func path(_ name: String, _ schema: Schema, _ description: String) -> Parameter {
        Parameter(.path, name, schema, description, isRequired: true)
    }

    public static func query(
        _ name: String,
        _ schema: Schema,
        _ description: String,
        isRequired: Bool = false
    ) -> Parameter {
        Parameter(.query, name, schema, description, isRequired: isRequired)
    }

    public static func header(
        _ name: String,
        _ schema: Schema,
        _ description: String,
        isRequired: Bool = false
    ) -> Parameter {
        Parameter(.header, name, schema, description, isRequired: isRequired)
    }

    /// `Kinoteka-After`: read your writes.
    public static let after = Parameter.header(
        "Kinoteka-After",
        .string(pattern: "^[a-z-]{1,32}:[0-9]+(, *[a-z-]{1,32}:[0-9]+)*$"),
        "Positions that the answer must include, such as `catalog:1234`; the server waits for them, at most 2 s."
    )

    public static let ifNoneMatch = Parameter.header(
        "If-None-Match",
        .string(),
        "Entity tags that the client has; 304 when one of them is current."
    )

    public static let ifMatch = Parameter.header(
        "If-Match",
        .string(),
        "Entity tags, one of which must be current, or `*`; 412 otherwise."
    )

    public static let idempotencyKey = Parameter.header(
        "Idempotency-Key",
        .string(length: 1...255),
        "Makes sending the request again safe: the first answer comes again."
    )
}

/// What a route takes as its body.
public struct BodyDescription: Sendable {
    /// The media types that are taken; a request with another one gets 415.
    public let mediaTypes: [String]
    public let schema: Schema
    /// The largest body, in bytes.
    public let limit: Int
    public let description: String

    public init(_ mediaTypes: [String], _ schema: Schema, limit: Int = 1 << 20, _ description: String) {
        self.mediaTypes = mediaTypes
        self.schema = schema
        self.limit = limit
        self.description = description
    }

    /// A JSON document of at most 1 MiB.
    public static func json(_ schema: Schema, _ description: String) -> BodyDescription {
        BodyDescription(["application/json"], schema, description)
    }

    /// A merge patch (RFC 7396) of at most 1 MiB.
    public static func mergePatch(_ schema: Schema, _ description: String) -> BodyDescription {
        BodyDescription(["application/merge-patch+json", "application/json"], schema, description)
    }

    var isJSON: Bool { mediaTypes.contains("application/json") }
}

/// One of the answers of a route that are no problems.
public struct AnswerDescription: Sendable {
    public let status: Int
    public let description: String
    public let mediaType: String?
    public let schema: Schema?
    /// Names of headers that stand in the answer.
    public let headers: [String]

    public init(
        _ status: Int,
        mediaType: String?,
        _ schema: Schema?,
        _ description: String,
        headers: [String] = []
    ) {
        self.status = status
        self.mediaType = mediaType
        self.schema = schema
        self.description = description
        self.headers = headers
    }

    public static func json(
        _ status: Int,
        _ schema: Schema,
        _ description: String,
        headers: [String] = []
    ) -> AnswerDescription {
        AnswerDescription(status, mediaType: "application/json", schema, description, headers: headers)
    }

    public static func empty(_ status: Int, _ description: String, headers: [String] = [])
        -> AnswerDescription
    {
        AnswerDescription(status, mediaType: nil, nil, description, headers: headers)
    }

    public static let notModified = AnswerDescription.empty(
        304,
        "The client has the current one.",
        headers: ["ETag"]
    )
}
