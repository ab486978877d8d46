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
    /// What a document takes about; the buffer grows where that is too little.
    private static var documentBytes: Int { 2 << 10 }

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
        let coder = coder
        let byteCount = chunk.count * Self.documentBytes
        let result = try await collection.insert(chunk.count, byteCount: byteCount) { index, writer in
            coder.encode(chunk[index].key, chunk[index].folded, fence: 0, to: &writer)
        }
        var refused: [DocumentKey: String] = [:]
        for error in result.writeErrors {
            let failure = MongoError(error.kind, error.message, code: error.code)
            guard error.kind != .duplicateKey, !failure.isTransient else { throw failure }
            refused[chunk[error.index].key] = error.message
        }
        try note(chunk, result.inserted, refused)
        return result.inserted
    }

    private func note(
        _ chunk: [KeyedDocument<Document>],
        _ inserted: Int,
        _ refused: [DocumentKey: String]
    ) throws {
        let tooMany = state.withLock { tally in
            tally.documents += inserted
            tally.refused.merge(refused) { _, new in new }
            if let one = chunk.randomElement(), refused[one.key] == nil, tally.sample.count < Self.sampleSize
            {
                tally.sample[one.key] = coder.encode(one.key, one.folded, fence: 0)
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
