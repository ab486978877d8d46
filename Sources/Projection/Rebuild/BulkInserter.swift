import Contracts
import Mongo
import Synchronization

/// Encodes folded documents and inserts them in bulk, from several tasks at a time; keeps a sample of what it wrote.
final class BulkInserter<Document: ProjectedDocument>: Sendable {
    /// What was written, to be compared with what is stored.
    struct Tally: Sendable {
        var documents = 0
        /// Some of the documents, spread over all of them.
        var sample: [DocumentKey: BSONDocument] = [:]
        /// Documents that MongoDB refused, and why.
        var refused: [DocumentKey: String] = [:]
    }

    /// More refused documents than this mean that validator or fold is wrong.
    static var refusedLimit: Int { 1_000 }
    private static var sampleSize: Int { 512 }

    private let collection: MongoCollection
    private let coder: DocumentCoder<Document>
    private let state = Mutex(Tally())

    init(_ collection: MongoCollection, log: LogName) {
        self.collection = collection
        coder = DocumentCoder(log: log)
    }

    var tally: Tally { state.withLock { $0 } }

    /// Inserts a chunk; how many documents of it are stored now.
    func insert(_ chunk: [KeyedDocument<Document>]) async throws -> Int {
        var operations: [WriteOperation] = []
        operations.reserveCapacity(chunk.count)
        for document in chunk {
            operations.append(.insert(coder.encode(document.key, document.folded, fence: 0)))
        }
        let result = try await collection.bulkWrite(operations, ordered: false)
        var refused: [DocumentKey: String] = [:]
        for error in result.writeErrors {
            let failure = MongoError(error.kind, error.message, code: error.code)
            guard error.kind != .duplicateKey, !failure.isTransient else { throw failure }
            refused[chunk[error.index].key] = error.message
        }
        try note(chunk, operations, result.inserted, refused)
        return result.inserted
    }

    private func note(
        _ chunk: [KeyedDocument<Document>],
        _ operations: [WriteOperation],
        _ inserted: Int,
        _ refused: [DocumentKey: String]
    ) throws {
        let tooMany = state.withLock { tally in
            tally.documents += inserted
            tally.refused.merge(refused) { _, new in new }
            if let place = chunk.indices.randomElement(), refused[chunk[place].key] == nil,
                tally.sample.count < Self.sampleSize, case .insert(let bytes) = operations[place]
            {
                tally.sample[chunk[place].key] = bytes
            }
            return tally.refused.count > Self.refusedLimit
        }
        if tooMany {
            throw ProjectionError(
                .tooManyFailures,
                "MongoDB refuses more than \(Self.refusedLimit) documents, the last because: "
                    + "\(refused.values.first ?? "unknown"). Mend the validator or the projection."
            )
        }
    }
}
