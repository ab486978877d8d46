/// What the log keeps of an accepted command.
package struct CommandRow: Sendable, Hashable {
    package let id: Int64
    package let actor: String
    package let correlationID: String
    /// Milliseconds since 1970 (UTC).
    package let recordedAt: Int64

    package init(id: Int64, actor: String, correlationID: String, recordedAt: Int64) {
        self.id = id
        self.actor = actor
        self.correlationID = correlationID
        self.recordedAt = recordedAt
    }
}
