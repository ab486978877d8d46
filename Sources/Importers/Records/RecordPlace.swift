/// Where a record stands.
public struct RecordPlace: Hashable, Sendable {
    /// The path as it was given.
    public let file: String
    /// Counted from 1: the line of NDJSON, the element of an array. Nil for the file as a whole.
    public let record: Int?
}
