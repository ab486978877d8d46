import Contracts
import Mongo

/// What MongoDB holds for a document, as far as a conditional write has to know it.
struct StoredMark: Sendable {
    var exists = false
    var position = Position.start
    var isStale = false
    /// The stored form, where it is known.
    var stored: BSONDocument?

    /// Bytes of the stored form.
    var bytes: Int { stored?.byteCount ?? 0 }
}

/// A document in memory with what is stored of it.
struct LoadedDocument<Document: ProjectedDocument>: Sendable {
    var folded = FoldedDocument<Document>()
    var mark = StoredMark()
}

/// The documents that a piece of the log touches.
struct WorkingSet<Document: ProjectedDocument>: Sendable {
    var documents: [DocumentKey: LoadedDocument<Document>] = [:]
    /// Documents whose stored bytes cannot be read, and why.
    var unreadable: [DocumentKey: String] = [:]
}
