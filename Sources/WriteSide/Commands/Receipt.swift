public import Contracts

/// Proof that a command was accepted and will survive any crash.
public struct Receipt: Sendable, Hashable {
    /// What the command did.
    public enum Outcome: String, Sendable, Hashable {
        /// It made the entity.
        case created
        /// It changed something.
        case changed
        /// Everything was as it wanted already; no event was written.
        case unchanged
    }

    /// A read that includes this position shows what the command did: the last event that it left, or the head of the
    /// log when it left none.
    public let position: Position
    /// The version of the answer's entity after the command.
    public let version: Int64
    public let outcome: Outcome
    /// JSON text.
    public let body: [UInt8]
    /// Whether this is the stored answer to an earlier request with the same idempotency key.
    public let isReplayed: Bool

    init(position: Position, version: Int64, outcome: Outcome, body: [UInt8], isReplayed: Bool = false) {
        self.position = position
        self.version = version
        self.outcome = outcome
        self.body = body
        self.isReplayed = isReplayed
    }
}
