/// How a replica is.
public struct ReplicaStatus: Sendable {
    public var isLoaded: Bool
    /// The last event of the catalog's log that it includes.
    public var position: Int64
    /// Events that the read models include and it does not.
    public var behind: Int64
    public var documents: Int
    public var segments: Int
    /// Bytes of the index.
    public var bytes: Int
    /// How long the first load took; 0 before it has ended.
    public var loadSeconds: Double
    /// Why the last look failed; nil when it did not.
    public var failure: String?
}
