/// Why an operation on MongoDB did not succeed.
///
/// The message is safe to log: it holds no connection string, no credentials and no whole documents.
public struct MongoError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Whose fault it is, as far as a caller has to tell it apart.
    public enum Kind: Sendable, Hashable {
        /// The server cannot be reached, or the connection broke during the operation.
        case network
        /// The operation took longer than its limit.
        case timeout
        /// A unique index has the key already.
        case duplicateKey
        /// The document failed the collection's `$jsonSchema` validator.
        case validation
        /// Several writes of one call failed; see ``MongoError/writeErrors``.
        case writeErrors
        /// A cursor was lost between two batches, or its result is larger than its bound.
        case cursor
        /// Too many operations are waiting already; nothing was sent.
        case busy
        /// The task was cancelled before the operation began; nothing was sent.
        case cancelled
        /// The database was closed; nothing was sent.
        case closed
        /// The connection string or a setting is wrong.
        case configuration
        /// The answer or a document is not valid BSON, or lacks what it must have.
        case malformed
        /// The server refused for another reason, with its code.
        case server(code: Int32)
    }

    public let kind: Kind
    /// One sentence: what happened and, where there is a way out, what to do.
    public let message: String
    /// The server's error code where there is one; also for the named kinds.
    public let code: Int32?
    /// The failed writes of a call that sent several, by their index in it.
    public let writeErrors: [MongoWriteError]

    public init(_ kind: Kind, _ message: String, code: Int32? = nil, writeErrors: [MongoWriteError] = []) {
        self.kind = kind
        self.message = message
        self.code = code
        self.writeErrors = writeErrors
    }

    init(_ error: BSONError) {
        self.init(.malformed, error.description)
    }

    public var description: String {
        code.map { "MongoDB: \(message) (code \($0))" } ?? "MongoDB: \(message)"
    }

    /// Whether the system is at fault and the same call may succeed later: the server is away, restarting, too busy or
    /// out of disk. A document that is refused is not transient.
    public var isTransient: Bool {
        switch kind {
        case .network, .timeout, .busy, .cursor: true
        case .server(let code): Self.transientCodes.contains(code)
        case .writeErrors: writeErrors.contains { Self.transientCodes.contains($0.code) }
        case .duplicateKey, .validation, .cancelled, .closed, .configuration, .malformed: false
        }
    }
}

extension MongoError {
    /// Server codes that belong to the server's state and not to the request: no primary or a change of it, shutdown,
    /// interruption, an exceeded time limit, write concern not satisfied yet, no disk or memory left, conflicts.
    /// Source: mongo/base/error_codes.yml and the retryable errors of the driver specifications.
    static let transientCodes: Set<Int32> = [
        6, 7, 24, 46, 50, 64, 89, 91, 100, 112, 133, 134, 146, 189, 202, 208, 234, 262, 317, 358, 384, 402,
        412,
        9001, 10107, 11600, 11601, 11602, 13435, 13436, 14031,
    ]

    /// The error of a server's code.
    static func server(code: Int32, _ message: String) -> MongoError {
        MongoError(kind(ofServerCode: code), message, code: code)
    }

    static func kind(ofServerCode code: Int32) -> Kind {
        switch code {
        case 11_000, 11_001, 12_582: .duplicateKey
        case 121: .validation
        case 50, 262: .timeout
        case 43, 136, 175, 237: .cursor
        default: .server(code: code)
        }
    }
}

/// One write of several that failed.
public struct MongoWriteError: Sendable, Hashable {
    /// Its place in the call, from 0.
    public let index: Int
    /// The server's code, 11000 for a duplicate key, 121 for a failed validator.
    public let code: Int32
    public let message: String

    public init(index: Int, code: Int32, message: String) {
        self.index = index
        self.code = code
        self.message = message
    }

    /// What the code means.
    public var kind: MongoError.Kind { MongoError.kind(ofServerCode: code) }
}
