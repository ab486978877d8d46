/// What an accepted command leads to.
public struct Decision<Event: Sendable>: Sendable {
    /// The facts that it leaves, in order; none when everything is already as the command wants it.
    public let events: [Event]
    /// What the caller is told.
    public let answer: Answer

    public init(events: [Event], answer: Answer) {
        self.events = events
        self.answer = answer
    }
}

/// What the caller of an accepted command is told.
public struct Answer: Sendable, Hashable {
    /// The entity that the answer is about; its version becomes the `ETag`.
    public let stream: String
    /// Whether the command made the entity.
    public let isCreated: Bool
    /// JSON text.
    public let body: [UInt8]

    public init(stream: String, isCreated: Bool = false, body: [UInt8]) {
        self.stream = stream
        self.isCreated = isCreated
        self.body = body
    }
}
