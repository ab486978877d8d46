/// Something that documents embed: a person inside a movie, a genre inside a movie.
public struct EmbeddedReference: Hashable, Sendable, CustomStringConvertible {
    /// What it is, such as `person`; each projection has its own small set of kinds. At most 15 bytes are cheapest.
    public var kind: String
    /// Which one.
    public var key: DocumentKey

    public init(kind: String, key: DocumentKey) {
        self.kind = kind
        self.key = key
    }

    public var description: String { "\(kind) \(key)" }
}

/// What an event touches in one projection.
public enum Touch: Hashable, Sendable {
    /// This document, whether it exists or not.
    case document(DocumentKey)
    /// Every present document that embeds the reference at this position.
    case embedding(EmbeddedReference)
}
