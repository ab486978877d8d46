public import Contracts

/// What a reader needs to know of a projection: where its documents are and what they include.
///
/// Alias and checkpoint come from one stored document in one read, so they always belong together.
public struct ActiveModel: Hashable, Sendable {
    public var name: String
    /// The collection to read.
    public var collection: String
    /// The version of the documents' shape.
    public var version: Int
    /// Per log, the last event that the documents include. A document may be ahead of it, never behind.
    public var checkpoint: [LogName: Position]
    /// Whether the model has once caught up with its log. Until then a reader would see a part of the catalog.
    public var isComplete: Bool
    /// What was last put in the place of stored documents without a newer event; nil where nothing ever was.
    public var lastRepair: RepairMark?

    public init(
        name: String,
        collection: String,
        version: Int,
        checkpoint: [LogName: Position],
        isComplete: Bool,
        lastRepair: RepairMark? = nil
    ) {
        self.name = name
        self.collection = collection
        self.version = version
        self.checkpoint = checkpoint
        self.isComplete = isComplete
        self.lastRepair = lastRepair
    }

    /// Whether the documents include this position.
    public func includes(_ place: LogPosition) -> Bool {
        (checkpoint[place.log] ?? .start) >= place.position
    }
}
