/// One wrong field of an input: where it is, and what is wrong with it.
public struct FieldError: Hashable, Sendable, CustomStringConvertible {
    /// A JSON pointer (RFC 6901) into the input, such as `/cast/3/character`; empty for the input as a whole.
    public let pointer: String
    /// A sentence for the person who sent it.
    public let detail: String

    public init(pointer: String, detail: String) {
        self.pointer = pointer
        self.detail = detail
    }

    public var description: String { pointer.isEmpty ? detail : "\(pointer): \(detail)" }
}
