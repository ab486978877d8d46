/// What is wrong with BSON bytes, or with reading a value from them.
public struct BSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of trouble it is.
    public enum Kind: Sendable, Hashable {
        /// The bytes are not BSON: a wrong length, an unknown type, a missing end, broken UTF-8.
        case malformed
        /// The element has another type than the one asked for.
        case wrongType
        /// A field that must be there is not.
        case missing
        /// The value does not fit: a number out of range, a document nested too deeply.
        case outOfRange
    }

    public let kind: Kind
    /// One sentence that says what was found.
    public let message: String
    /// The dotted path of the element, `""` at the top.
    public let path: String

    public init(_ kind: Kind, _ message: String, path: String = "") {
        self.kind = kind
        self.message = message
        self.path = path
    }

    public var description: String {
        path.isEmpty ? message : "\(path): \(message)"
    }

    /// Documents nested more deeply than this are refused; MongoDB itself stops at 180 on storing.
    package static let maximumDepth = 200
}
