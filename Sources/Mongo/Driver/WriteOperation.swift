/// One write of a ``MongoCollection/bulkWrite(_:ordered:)``.
public enum WriteOperation: Sendable {
    case insert(BSONDocument)
    /// Puts a document in the place of the first that matches; with `upsert` also where none does.
    case replaceOne(BSONDocument, with: BSONDocument, upsert: Bool = false)
    /// Changes the first that matches with update operators (`["$set": …]`).
    case updateOne(BSONDocument, BSONDocument, upsert: Bool = false)
    /// Changes all that match.
    case updateMany(BSONDocument, BSONDocument, upsert: Bool = false)
    case deleteOne(BSONDocument)
    case deleteMany(BSONDocument)

    /// The command that carries it.
    enum Verb {
        case insert, update, delete
    }

    var verb: Verb {
        switch self {
        case .insert: .insert
        case .replaceOne, .updateOne, .updateMany: .update
        case .deleteOne, .deleteMany: .delete
        }
    }

    /// About how many bytes it takes in its command.
    var byteCount: Int {
        switch self {
        case .insert(let document): document.byteCount + 8
        case .replaceOne(let filter, let document, _), .updateOne(let filter, let document, _),
            .updateMany(let filter, let document, _):
            filter.byteCount + document.byteCount + 48
        case .deleteOne(let filter), .deleteMany(let filter): filter.byteCount + 32
        }
    }

    /// Appends the statement as the server takes it.
    func append(to statements: inout BSONArrayWriter) {
        switch self {
        case .insert(let document):
            statements.append(document)
        case .replaceOne(let filter, let document, let upsert):
            Self.append(filter, document, upsert: upsert, many: false, to: &statements)
        case .updateOne(let filter, let update, let upsert):
            Self.append(filter, update, upsert: upsert, many: false, to: &statements)
        case .updateMany(let filter, let update, let upsert):
            Self.append(filter, update, upsert: upsert, many: true, to: &statements)
        case .deleteOne(let filter):
            Self.append(deleteOf: filter, limit: 1, to: &statements)
        case .deleteMany(let filter):
            Self.append(deleteOf: filter, limit: 0, to: &statements)
        }
    }

    private static func append(
        _ filter: BSONDocument,
        _ update: BSONDocument,
        upsert: Bool,
        many: Bool,
        to statements: inout BSONArrayWriter
    ) {
        statements.document { statement in
            statement.append("q", filter)
            statement.append("u", update)
            if upsert { statement.append("upsert", true) }
            if many { statement.append("multi", true) }
        }
    }

    private static func append(
        deleteOf filter: BSONDocument,
        limit: Int,
        to statements: inout BSONArrayWriter
    ) {
        statements.document { statement in
            statement.append("q", filter)
            statement.append("limit", limit)
        }
    }
}
