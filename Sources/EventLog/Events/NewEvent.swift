/// A fact that is about to be appended; the log gives it its position and version.
public struct NewEvent: Sendable, Hashable {
    /// The entity whose fact this is, such as `movie-42`.
    public let stream: String
    /// What happened, such as `movie-registered`.
    public let type: String
    /// Which shape of that type the payload has; 1 is the first.
    public let schema: Int
    /// JSON text in UTF-8.
    public let payload: [UInt8]

    public init(stream: String, type: String, schema: Int, payload: [UInt8]) {
        self.stream = stream
        self.type = type
        self.schema = schema
        self.payload = payload
    }
}
