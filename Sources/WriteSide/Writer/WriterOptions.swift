import FoundationEssentials

/// The bounds of a service's writer.
public struct WriterOptions: Sendable {
    /// How many commands may wait before further ones are turned away with ``CommandError/busy(retryAfter:)``.
    public var capacity = 8192
    /// How many commands one transaction takes at most.
    public var batchCommands = 512
    /// After how many bytes of payload a transaction ends.
    public var batchBytes = 8 << 20
    /// How long an idempotency key is kept, in milliseconds: 7 days.
    public var keyLifetime: Int64 = 7 * 24 * 3600 * 1000
    /// How many idempotency keys are kept at most; the oldest go first.
    public var keyLimit: Int64 = 1_000_000
    /// The time, in milliseconds since 1970 (UTC).
    public var now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }

    public init() {}
}
