/// Why an import stopped. What was imported before stays; running it again goes on, because an import is idempotent.
public struct ImportError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Kind: Hashable, Sendable {
        /// A file cannot be read, or is larger than its format allows.
        case file
        /// The rejects file cannot be written.
        case rejects
        /// The writer or the server cannot take commands now.
        case unavailable
        /// The server does not accept the token.
        case unauthorized
        /// The server's answer is none of a Kinoteka's.
        case badAnswer
    }

    public let kind: Kind
    /// What is wrong, where, and what to do.
    public let description: String

    init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
