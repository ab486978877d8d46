public import JSONKit

/// Why a recorded event cannot be turned into a ``CatalogEvent``.
public enum EventDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// This build knows no event of that type.
    case unknownType(String)
    /// The event was written by a newer build: its shape is not known here.
    case newerSchema(type: String, schema: Int, known: Int)
    /// The payload is not of the shape that its type and schema promise.
    case malformed(type: String, schema: Int, JSONError)

    public var description: String {
        switch self {
        case .unknownType(let type):
            "no event type \"\(type)\" is known here; a newer version may know it"
        case .newerSchema(let type, let schema, let known):
            "\"\(type)\" has schema \(schema), but only schemas up to \(known) are known here; upgrade and retry"
        case .malformed(let type, let schema, let error):
            "the payload of \"\(type)\" (schema \(schema)) is malformed: \(error)"
        }
    }
}
