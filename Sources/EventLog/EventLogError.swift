/// Why a log or its folder cannot be used: one sentence for the person who operates it.
public struct EventLogError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of trouble it is.
    public enum Code: String, Hashable, Sendable {
        /// Nothing was written here yet.
        case missing
        /// The file is no log.
        case notALog = "not_a_log"
        /// A newer version of the program made it.
        case newer
        /// Another process writes to it.
        case inUse = "in_use"
        /// The file system is read-only, or the user has no right to write.
        case readOnly = "read_only"
        /// The disk is full.
        case full
        /// The file contradicts itself.
        case damaged
        /// The operating system reports a failure of the disk.
        case io
        /// Too much waits already; try again later.
        case busy
        /// The log, feed or writer was closed.
        case closed
        /// The server of a remote log does not answer.
        case unreachable
        /// The server of a remote log does not accept the token.
        case unauthorized
        /// The server of a remote log answers what no log answers.
        case badAnswer = "bad_answer"
    }

    public let code: Code
    /// One sentence: what is wrong, where, and what to do.
    public let message: String

    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }

    /// Whether waiting can help: nothing is wrong with the log itself.
    public var isTemporary: Bool {
        switch code {
        case .full, .io, .busy, .unreachable, .readOnly, .missing: true
        case .notALog, .newer, .inUse, .damaged, .closed, .unauthorized, .badAnswer: false
        }
    }
}
