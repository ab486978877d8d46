/// What a bulk write did.
public struct BulkResult: Sendable, Hashable {
    public var inserted = 0
    /// Documents that the filters of replaces and updates found, without the upserted ones.
    public var matched = 0
    /// Those of them that are different now.
    public var modified = 0
    public var deleted = 0
    /// The `_id`s of documents that an upsert made, by the operation's index.
    public var upserted: [Int: BSONValue] = [:]
    /// The operations that failed, in order of their index.
    public var writeErrors: [MongoWriteError] = []

    public init() {}

    /// The error that ``writeErrors`` amount to, or nil where there are none.
    ///
    /// One failed write gives its own kind, several give `writeErrors`.
    public var error: MongoError? {
        guard let first = writeErrors.first else { return nil }
        let kind = writeErrors.count == 1 ? first.kind : .writeErrors
        let more = writeErrors.count == 1 ? "" : " (and \(writeErrors.count - 1) more)"
        return MongoError(
            kind,
            "Write \(first.index) failed: \(first.message)\(more)",
            code: first.code,
            writeErrors: writeErrors
        )
    }

    /// Adds what the answer to one command says; `indexes` are the operations that it carried.
    mutating func add(
        _ answer: BSONDocument,
        _ verb: WriteOperation.Verb,
        indexes: ArraySlice<Int>
    ) throws(MongoError) {
        do throws(BSONError) {
            var affected = 0
            var upsertedHere = 0
            try answer.withReader { reader throws(BSONError) in
                while let field = try reader.next() {
                    switch field.name {
                    case "n": affected = try field.int()
                    case "nModified": modified += try field.int()
                    case "upserted":
                        var elements = try field.reader()
                        while let element = try elements.next() {
                            try addUpserted(element.document(), indexes)
                            upsertedHere += 1
                        }
                    case "writeErrors":
                        var elements = try field.reader()
                        while let element = try elements.next() {
                            try addWriteError(element.document(), indexes)
                        }
                    default: break
                    }
                }
            }
            switch verb {
            case .insert: inserted += affected
            case .update: matched += affected - upsertedHere
            case .delete: deleted += affected
            }
        } catch {
            throw MongoError(error)
        }
    }

    private mutating func addUpserted(_ entry: BSONDocument, _ indexes: ArraySlice<Int>) throws(BSONError) {
        guard let index = entry["index"]?.intValue, indexes.indices.contains(indexes.startIndex + index)
        else {
            throw BSONError(
                .missing,
                "The answer does not say which write made a document.",
                path: "upserted"
            )
        }
        upserted[indexes[indexes.startIndex + index]] = entry["_id"] ?? .null
    }

    private mutating func addWriteError(_ entry: BSONDocument, _ indexes: ArraySlice<Int>) throws(BSONError) {
        guard let index = entry["index"]?.intValue, indexes.indices.contains(indexes.startIndex + index)
        else {
            throw BSONError(.missing, "The answer does not say which write failed.", path: "writeErrors")
        }
        writeErrors.append(
            MongoWriteError(
                index: indexes[indexes.startIndex + index],
                code: Int32(clamping: entry["code"]?.intValue ?? 0),
                message: entry["errmsg"]?.stringValue ?? "The server gives no reason."
            )
        )
    }
}

/// What one update or replace did.
public struct UpdateResult: Sendable, Hashable {
    /// Documents that the filter found.
    public let matched: Int
    /// Those of them that are different now.
    public let modified: Int
    /// The `_id` of the document that an upsert made.
    public let upsertedID: BSONValue?

    public init(matched: Int, modified: Int, upsertedID: BSONValue? = nil) {
        self.matched = matched
        self.modified = modified
        self.upsertedID = upsertedID
    }
}
