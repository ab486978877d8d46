/// An event with everything that the log knows about it: what `log show` and `log export` print.
public struct LogEntry: Sendable, Hashable {
    public let event: RecordedEvent
    /// Who gave the command.
    public let actor: String
    /// Names the request that the command came with, across logs and services.
    public let correlationID: String
    /// The link of the hash chain that ends in this event.
    public let hash: LogHash
}
