public import Mongo

/// A read model's document: its own fields, as the fold sees them and as MongoDB stores them.
///
/// The engine adds `_id`, `_pos`, `_fence`, `version` and, while events of the document are parked, `_stale`.
/// Two documents that are equal must encode to the same bytes, and `init(bson:)` of what ``encode(to:)`` wrote must give
/// an equal document: `verify` compares bytes, and the live projector goes on from what it reads back.
public protocol ProjectedDocument: Sendable {
    /// Reads a stored document. Fields that it does not know (the engine's among them) are passed over.
    init(bson: BSONDocument) throws

    /// Writes the fields in a fixed order, without the engine's own.
    func encode(to writer: inout BSONWriter)

    /// What the document embeds now; each reference once is enough, more than once does no harm.
    ///
    /// A ``Touch/embedding(_:)`` reaches exactly the documents that say so here.
    var embeds: [EmbeddedReference] { get }
}

extension ProjectedDocument {
    public var embeds: [EmbeddedReference] { [] }
}

/// What a projection has for one key.
public enum DocumentState<Document: ProjectedDocument>: Sendable {
    /// No event has made it yet. Nothing is stored.
    case absent
    /// Behind a pointer, since a fold hands it on more often than it changes it.
    indirect case present(Document)
    /// It was withdrawn. A tombstone `{_id, _pos, _fence, version, gone: true}` is stored, so that an event that comes
    /// twice changes nothing and a reader can be told that it was there.
    case gone

    /// The document, where there is one.
    public var document: Document? {
        if case .present(let document) = self { document } else { nil }
    }

    /// Changes the document in place, without a copy of it; does nothing where there is none.
    ///
    /// Returns what `body` returns, or nil where there is no document.
    @inlinable @discardableResult
    public mutating func update<Result, Failure: Error>(
        _ body: (inout Document) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        guard case .present(var document) = self else { return nil }
        // The enum lets go of the payload first, so that `body` changes arrays in place instead of copying them.
        self = .absent
        defer { self = .present(document) }
        return try body(&document)
    }
}
