/// What a find returns beside its filter.
public struct FindOptions: Sendable {
    /// For instance `["year": -1, "_id": 1]`.
    public var sort: BSONDocument?
    /// At most this many documents; nil is all, up to 256 MiB of them.
    public var limit: Int?
    public var skip: Int?
    /// The fields to return, for instance `["title": 1]`.
    public var projection: BSONDocument?
    /// How many documents the server sends at a time.
    public var batchSize: Int?
    /// The index to use, by its keys or its name.
    public var hint: BSONValue?
    /// After this the server gives up with a `timeout`.
    public var maxTime: Duration?
    /// Whether what has to be read from files is dropped again at once, instead of taking the cache's room.
    ///
    /// A hint that MongoDB has had since 4.2 and does not promise to keep: a server that does not know it is asked without.
    public var readOnce: Bool

    public init(
        sort: BSONDocument? = nil,
        limit: Int? = nil,
        skip: Int? = nil,
        projection: BSONDocument? = nil,
        batchSize: Int? = nil,
        hint: BSONValue? = nil,
        maxTime: Duration? = nil,
        readOnce: Bool = false
    ) {
        self.sort = sort
        self.limit = limit
        self.skip = skip
        self.projection = projection
        self.batchSize = batchSize
        self.hint = hint
        self.maxTime = maxTime
        self.readOnce = readOnce
    }

    func write(to writer: inout BSONWriter) {
        writer.append("sort", ifPresent: sort)
        writer.append("limit", ifPresent: limit)
        writer.append("skip", ifPresent: skip)
        writer.append("projection", ifPresent: projection)
        writer.append("batchSize", ifPresent: batchSize)
        writer.append("hint", ifPresent: hint)
        writer.append("maxTimeMS", ifPresent: maxTime.map { Int64($0.milliseconds) })
        if readOnce { writer.append("readOnce", true) }
    }
}
