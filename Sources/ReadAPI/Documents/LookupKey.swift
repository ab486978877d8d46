import Mongo

/// A value by which one document is looked up: `_id` or `slug`.
protocol LookupKey: Hashable, BSONPrimitive {
    /// The value of a stored field; nil where it is of another type.
    init?(field: BSONField)
}

extension Int64: LookupKey {
    init?(field: BSONField) {
        guard let value = try? field.int64() else { return nil }
        self = value
    }
}

extension String: LookupKey {
    init?(field: BSONField) {
        guard let value = try? field.string() else { return nil }
        self = value
    }
}
