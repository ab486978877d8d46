public import Contracts

/// One document that is not what the log says.
public struct DocumentDifference: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        /// The log makes it, and it is not stored.
        case missing
        /// It is stored, and the log does not make it.
        case extra
        case different
    }

    /// A field whose stored value is another than the fold's; nil where there is none. Values as JSON text.
    public struct Field: Hashable, Sendable {
        /// The dotted path, such as `credits.3.name`.
        public var path: String
        public var stored: String?
        public var expected: String?
    }

    public var key: DocumentKey
    public var kind: Kind
    /// The first fields that differ.
    public var fields: [Field]
}

/// What a verification found.
public struct VerifyReport: Hashable, Sendable {
    public var projection: String
    public var collection: String
    /// The position up to which the log was folded.
    public var position: Position
    /// Documents that were compared.
    public var documents: Int
    public var missing = 0
    public var extra = 0
    public var different = 0
    /// Documents that wait behind dead letters; they were compared with the fold up to there.
    public var stale = 0
    /// The first differences, by key.
    public var differences: [DocumentDifference] = []
    /// Documents that were put right.
    public var repaired = 0
    public var seconds: Double = 0

    /// Whether every document is what the log says.
    public var isClean: Bool { missing + extra + different == 0 }
}
