import Contracts

/// Changes of references that documents still have to take over.
///
/// A fold does not look for the documents that embed a renamed person. It keeps the renaming, and each document takes
/// over what concerns it when its next event comes, or at the end: the changes of what it embeds, after its own
/// position, in order. The result is the same as if every document had been changed at once, without an index of who
/// embeds what.
struct ReferenceChanges<Event: Sendable>: Sendable {
    struct Change: Sendable {
        let place: EventPlace
        let type: String
        let event: Event
        let ownKey: DocumentKey?

        init(_ decoded: DecodedEvent<Event>, _ event: Event) {
            place = decoded.place
            type = decoded.type
            ownKey = decoded.ownKey
            self.event = event
        }
    }

    private var changes: [EmbeddedReference: [Change]] = [:]
    /// The positions of all changes, ascending.
    private var positions: [Position] = []
    /// A measure of the memory in use, in bytes.
    private(set) var weight = 0

    var isEmpty: Bool { positions.isEmpty }

    /// Adds a change. Changes must come in the order of the log.
    mutating func append(_ change: Change, to reference: EmbeddedReference, weight: Int) {
        changes[reference, default: []].append(change)
        positions.append(change.place.position)
        self.weight += weight + 200
    }

    mutating func removeAll() {
        changes = [:]
        positions = []
        weight = 0
    }

    /// Whether any reference changed between the two positions, both excluded. O(log changes).
    func hasChanges(after first: Position, before last: Position) -> Bool {
        guard let newest = positions.last, newest > first else { return false }
        let index = positions.partitioningIndex { $0 > first }
        return index < positions.count && positions[index] < last
    }

    /// The first change of one of these references between the two positions, both excluded.
    func next(of references: [EmbeddedReference], after first: Position, before last: Position) -> Change? {
        var found: Change?
        for reference in references {
            guard let list = changes[reference] else { continue }
            let index = list.partitioningIndex { $0.place.position > first }
            guard index < list.count else { continue }
            let change = list[index]
            if change.place.position < (found?.place.position ?? last) { found = change }
        }
        return found
    }
}

extension Array {
    /// The first index whose element satisfies the predicate, in an array where all that do come last. O(log n).
    func partitioningIndex(where belongsInSecondPartition: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = low + (high - low) / 2
            if belongsInSecondPartition(self[middle]) {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }
}
