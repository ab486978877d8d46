import Mongo

/// What a repair put in the place of stored documents.
///
/// Documents that are folded anew keep the position of their last event, so whoever follows a collection by position
/// does not see them. The mark says that there was a repair, and of which documents.
public struct RepairMark: Hashable, Sendable {
    /// Grows with every repair of the projection.
    public var number: Int64
    /// The number of the repair before; 0 for none.
    public var previous: Int64
    /// The documents; nil where they were more than ``keyLimit``.
    public var keys: [DocumentKey]?

    /// Keys that the directory remembers.
    public static var keyLimit: Int { 100 }

    public init(number: Int64, previous: Int64, keys: [DocumentKey]?) {
        self.number = number
        self.previous = previous
        self.keys = keys
    }

    init(_ stored: BSONDocument) {
        number = stored["number"]?.int64Value ?? 0
        previous = stored["previous"]?.int64Value ?? 0
        keys = stored["keys"]?.arrayValue?.compactMap(DocumentKey.init)
    }

    var bson: BSONDocument {
        [
            "number": .int64(number), "previous": .int64(previous),
            "keys": keys.map { .array($0.map(\.bson)) } ?? .null,
        ]
    }
}
