public import EventLog
public import Mongo

/// How events become the documents of one collection: a pure fold.
///
/// The same functions serve the live projector, a rebuild, `verify`, `show --at` and the repair of one document, so
/// they must depend on nothing but their arguments: no clock, no randomness, no iteration over a `Set` or `Dictionary`
/// into an array.
///
/// ```swift
/// struct GenresProjection: Projection {
///     let name = "genres", version = 1
///     func decode(_ recorded: RecordedEvent) throws -> CatalogEvent? { … }
///     func touches(_ event: CatalogEvent) -> [Touch] { … }
///     func apply(_ event: CatalogEvent, at place: EventPlace, key: DocumentKey,
///                to state: inout DocumentState<GenreDocument>) throws { … }
/// }
/// ```
public protocol Projection: Sendable {
    associatedtype Event: Sendable
    associatedtype Document: ProjectedDocument

    /// The name of the projection and of its manifest, `projections/NAME.yaml`.
    var name: String { get }

    /// The version of the fold and of the document's shape. Raise it, in the manifest too, when either changes; the
    /// new version then needs a rebuild.
    var version: Int { get }

    /// The event, or nil where the projection does not care about this type; tell that by the type, before any JSON.
    ///
    /// - Throws: for a payload that cannot be read, an unknown type in a stream that the projection follows, or a newer
    ///   schema (``UndecodableEvent``). The event then becomes a dead letter.
    func decode(_ recorded: RecordedEvent) throws -> Event?

    /// Which documents the event touches. Each document at most once.
    func touches(_ event: Event) -> [Touch]

    /// Applies the event to one of the documents that it touches.
    ///
    /// - Throws: where the event makes no sense for the document. The event becomes a dead letter of this document,
    ///   which stays as it was; do not throw for what a projection can ignore.
    func apply(
        _ event: Event,
        at place: EventPlace,
        key: DocumentKey,
        to state: inout DocumentState<Document>
    ) throws

    /// The documents that embed the reference when the event changes it, where the event itself says so; nil where
    /// MongoDB has to be asked, by ``query(for:)``.
    ///
    /// It may name more: a document that does not embed the reference stays as it is.
    func documents(embedding reference: EmbeddedReference, at event: Event) -> [DocumentKey]?

    /// The filter that finds the documents which embed the reference. Where that is asked for often, an index must
    /// serve it.
    ///
    /// It must find every document whose ``ProjectedDocument/embeds`` names the reference; it may find more.
    func query(for reference: EmbeddedReference) -> BSONDocument

    /// The document that a stream is about, such as 42 for `movie-42` in `movies`; nil for every other stream.
    ///
    /// The document's `version` is the version of the last event of this stream in it, and events of it that cannot be
    /// decoded are dead letters of this document.
    func key(ofStream stream: String) -> DocumentKey?

    /// Whether an event touches nothing but the document of its own stream, apart from ``Touch/embedding(_:)``, which
    /// only events of other streams may use, and no stream's first: nothing embeds what comes into being only now.
    ///
    /// A rebuild then knows when a document is complete without decoding anything, keeps only unfinished ones in
    /// memory and reads the log once. Saying true where it is not so makes wrong documents.
    var followsStreams: Bool { get }
}

extension Projection {
    public func documents(embedding reference: EmbeddedReference, at event: Event) -> [DocumentKey]? { nil }

    public func query(for reference: EmbeddedReference) -> BSONDocument {
        ["_id": ["$in": .array([])]]
    }

    public var followsStreams: Bool { false }
}

/// An event that a projection must not pass over in silence and cannot read.
public struct UndecodableEvent: Error, Sendable, CustomStringConvertible {
    /// One sentence: what is wrong and what to do.
    public let description: String

    /// An event type that this build does not know.
    public static func unknownType(_ type: String) -> UndecodableEvent {
        UndecodableEvent(
            description: "The event type \(type) is unknown to this build; "
                + "run one that knows it, then retry the dead letters."
        )
    }

    /// An event of a schema that this build does not know yet.
    public static func newerSchema(_ type: String, schema: Int, known: Int) -> UndecodableEvent {
        UndecodableEvent(
            description: "\(type) has schema \(schema), this build knows \(known); "
                + "run a newer one, then retry the dead letters."
        )
    }
}
