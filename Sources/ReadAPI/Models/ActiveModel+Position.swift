import Contracts
import Projection

extension ActiveModel {
    /// The last event of the catalog's log that the model includes.
    var position: Position { checkpoint[.catalog] ?? .start }
}
