import Contracts

/// A document on its way through a fold: its state and the last event in it.
struct FoldedDocument<Document: ProjectedDocument>: Sendable {
    var state = DocumentState<Document>.absent
    /// The last event that the document includes.
    var position = Position.start
    /// The version of the last event of its own stream.
    var version: Int64 = 0
    /// Whether events of it are parked.
    var isStale = false

    /// Whether there is nothing to store.
    var isAbsent: Bool {
        if case .absent = state { true } else { false }
    }
}

/// A document with its key, as a full fold hands it on.
struct KeyedDocument<Document: ProjectedDocument>: Sendable {
    let key: DocumentKey
    let folded: FoldedDocument<Document>
}
