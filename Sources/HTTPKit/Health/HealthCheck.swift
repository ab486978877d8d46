/// Something that must be well before a server is ready to serve.
public struct HealthCheck: Sendable {
    public enum Status: Hashable, Sendable {
        case ready
        /// Why not, as one sentence without secrets.
        case notReady(String)
    }

    /// Such as `projection-movies`.
    public let name: String
    /// Answers soon; it is run on every request to `/readyz`.
    public let check: @Sendable () async -> Status

    public init(_ name: String, check: @escaping @Sendable () async -> Status) {
        self.name = name
        self.check = check
    }
}
