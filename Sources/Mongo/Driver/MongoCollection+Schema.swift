import CMongoShim

/// An index to create.
public struct IndexModel: Sendable, Hashable {
    /// The name, unique in its collection.
    public var name: String
    /// The fields, for instance `["year": -1, "_id": 1]` or `["title": "text"]`.
    public var keys: BSONDocument
    public var unique: Bool
    /// Whether documents without the fields are left out.
    public var sparse: Bool
    /// Only documents that match this are in the index.
    public var partialFilter: BSONDocument?
    /// Further options as the server names them, for instance `["weights": …, "default_language": "none"]`.
    public var options: BSONDocument

    public init(
        _ name: String,
        _ keys: BSONDocument,
        unique: Bool = false,
        sparse: Bool = false,
        partialFilter: BSONDocument? = nil,
        options: BSONDocument = [:]
    ) {
        self.name = name
        self.keys = keys
        self.unique = unique
        self.sparse = sparse
        self.partialFilter = partialFilter
        self.options = options
    }

    func append(to indexes: inout BSONArrayWriter) {
        indexes.document { index in
            index.append("key", keys)
            index.append("name", name)
            if unique { index.append("unique", true) }
            if sparse { index.append("sparse", true) }
            index.append("partialFilterExpression", ifPresent: partialFilter)
            index.append(contentsOf: options)
        }
    }
}

extension MongoCollection {
    /// Builds the indexes that are not there yet, with the collection where it is not. Waits until they serve queries.
    ///
    /// - Throws: ``MongoError`` with code 85 or 86 where an index of that name or those keys is different.
    public func createIndexes(_ indexes: [IndexModel]) async throws(MongoError) {
        guard !indexes.isEmpty else { return }
        var writer = BSONWriter()
        writer.append("createIndexes", name)
        writer.array("indexes") { array in
            for index in indexes { index.append(to: &array) }
        }
        _ = try await command(writer.finish(), writes: true)
    }

    /// The indexes as the server describes them (`name`, `key`, `unique`, …), the one over `_id` included.
    ///
    /// A collection that does not exist has none.
    public func listIndexes() async throws(MongoError) -> BSONBatch {
        do throws(MongoError) {
            let answer = try await command(
                ["listIndexes": .string(name), "cursor": ["batchSize": 1_000]],
                writes: false
            )
            return try CursorReply(answer).documents
        } catch  where error.code == ServerCode.namespaceNotFound {
            return BSONBatch()
        }
    }

    /// Removes an index by its name.
    public func dropIndex(_ index: String) async throws(MongoError) {
        _ = try await command(["dropIndexes": .string(name), "index": .string(index)], writes: true)
    }

    /// From now on refuses documents that do not match the `$jsonSchema`, and creates the collection where it is not
    /// there. Documents that are stored already stay. Without a schema it accepts everything again.
    public func setValidator(jsonSchema: BSONDocument?) async throws(MongoError) {
        let validator: BSONDocument = jsonSchema.map { ["$jsonSchema": .document($0)] } ?? [:]
        let settings: BSONDocument = [
            "validator": .document(validator), "validationLevel": "strict", "validationAction": "error",
        ]
        do throws(MongoError) {
            _ = try await command(Self.document("collMod", name, settings), writes: true)
        } catch  where error.code == ServerCode.namespaceNotFound {
            _ = try await command(Self.document("create", name, settings), writes: true)
        }
    }

    /// The `$jsonSchema` that ``setValidator(jsonSchema:)`` left, or nil.
    public func validator() async throws(MongoError) -> BSONDocument? {
        let answer = try await command(
            ["listCollections": 1, "filter": ["name": .string(name)]],
            writes: false
        )
        return try CursorReply(answer).documents.first?["options.validator.$jsonSchema"]?.documentValue
    }

    /// Removes the collection with its indexes. One that is not there is fine.
    public func drop() async throws(MongoError) {
        do throws(MongoError) {
            _ = try await command(["drop": .string(name)], writes: true)
        } catch  where error.code == ServerCode.namespaceNotFound {
        }
    }

    /// Gives the collection another name in the same database.
    ///
    /// - Parameter replacing: whether a collection that has the name is dropped; otherwise it is an error.
    public func rename(to name: String, replacing: Bool = false) async throws(MongoError) {
        let command: BSONDocument = [
            "renameCollection": .string("\(databaseName).\(self.name)"),
            "to": .string("\(databaseName).\(name)"),
            "dropTarget": .bool(replacing),
        ]
        _ = try await pool.run { client throws(MongoError) in
            try client.command(command, on: "admin", KIN_COMMAND_WRITE)
        }
    }

    private static func document(_ verb: StaticString, _ name: String, _ rest: BSONDocument) -> BSONDocument {
        var writer = BSONWriter()
        writer.append(verb, name)
        writer.append(contentsOf: rest)
        return writer.finish()
    }
}

/// Server codes that the driver itself reacts to.
enum ServerCode {
    static let namespaceNotFound: Int32 = 26
    static let alreadyInitialized: Int32 = 23
    static let unknownField: Int32 = 40_415
}
