import Contracts

/// Neighbouring events that are folded and written together, with the documents that they touch.
struct Segment<Event: Sendable>: Sendable {
    var events: ArraySlice<DecodedEvent<Event>> = []
    /// Documents that events name.
    var keys: Set<DocumentKey> = []
    /// Those of them that cannot exist before the segment: its first event of them is the first of their stream.
    var new: Set<DocumentKey> = []
    /// Documents that embed what events change, as stored.
    var embedding: Set<DocumentKey> = []

    /// A segment touches at most about this many documents, unless one event alone touches more.
    static var documentLimit: Int { 1_000 }
}
