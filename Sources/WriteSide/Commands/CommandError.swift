public import EventLog

/// Why a command was not accepted, or not even looked at.
public enum CommandError: Error, Sendable, Hashable {
    /// The service refused it.
    case refused(Refusal)
    /// Too many commands wait; nothing was done. Try again after this long.
    case busy(retryAfter: Duration)
    /// The log cannot be written now, for example because the disk is full; nothing was done. Trying again later helps
    /// when the error is temporary; the writer recovers by itself.
    case unavailable(EventLogError)
    /// A mistake of the program; nothing was done. The text is for its developers.
    case fault(String)
    /// The caller's task was cancelled before the command's turn came; nothing was done.
    case cancelled
}
