public import JSONKit

/// A command that does not validate: every field that is wrong, at once.
public struct InvalidCommand: Error, Hashable, Sendable, CustomStringConvertible {
    public let errors: [FieldError]

    public init(_ errors: [FieldError]) {
        self.errors = errors
    }

    /// A body that is no JSON at all.
    public init(_ error: JSONError) {
        errors = [FieldError(pointer: "", detail: "the body is not valid JSON: \(error)")]
    }

    public var description: String {
        errors.map(\.description).joined(separator: "; ")
    }
}
