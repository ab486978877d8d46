/// A command with what its way to the service adds: who gave it, and under which conditions it is to be accepted.
public struct CommandEnvelope<Command: Sendable>: Sendable {
    /// The longest idempotency key that is kept, in bytes of UTF-8.
    public static var longestKey: Int { 255 }

    public let command: Command
    /// Who gave it; the log keeps this name.
    public let actor: String
    /// Names the request across logs and services; the log keeps it.
    public let correlationID: String
    /// Makes sending it again safe; keys of different actors are different keys.
    public let idempotency: Idempotency?
    /// What must be true of an entity's version.
    public let precondition: Precondition?

    public init(
        _ command: Command,
        actor: String,
        correlationID: String,
        idempotency: Idempotency? = nil,
        precondition: Precondition? = nil
    ) {
        self.command = command
        self.actor = actor
        self.correlationID = correlationID
        self.idempotency = idempotency
        self.precondition = precondition
    }
}

/// The caller's key of a request, and what the request was.
public struct Idempotency: Sendable, Hashable {
    public let key: String
    public let fingerprint: RequestFingerprint

    public init(key: String, fingerprint: RequestFingerprint) {
        self.key = key
        self.fingerprint = fingerprint
    }
}

/// What an entity's version must be for a command to be accepted: `If-Match`.
public enum Precondition: Sendable, Hashable {
    /// The entity has one of these versions: `If-Match: "3"`.
    case version(of: String, isOneOf: [Int64])
    /// The entity has any version: `If-Match: *`.
    case exists(String)
}
