import Mongo
import Projection

/// What a lookup found, and in which model: the document includes the model's checkpoint at least.
struct LoadedDocument: Sendable {
    /// Nil where there is none; a tombstone where the entity was withdrawn.
    let document: BSONDocument?
    let model: ActiveModel
}
