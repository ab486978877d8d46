/// A stream and the version of the last of its events that are asked about.
public struct StreamVersion: Sendable, Hashable {
    /// The entity, such as `movie-42`.
    public let stream: String
    /// How many events the stream has there; versions have no gaps.
    public let version: Int64

    public init(stream: String, version: Int64) {
        self.stream = stream
        self.version = version
    }
}
