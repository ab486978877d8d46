import Contracts

/// The last events of a log, which its writer's process keeps in memory: those who follow the log closely need not read
/// the file for what was just written.
struct RecentEvents {
    /// Events that are kept, and bytes of their payloads, at most about.
    private static let capacity = 4_096
    private static let byteCapacity = 4 << 20

    /// In order and without gaps.
    private var events: [RecordedEvent] = []
    private var bytes = 0

    /// Takes the events that were written last; where they do not follow the ones before, those are forgotten.
    mutating func append(_ new: [RecordedEvent]) {
        if events.last?.position.next != new.first?.position {
            events = []
            bytes = 0
        }
        events += new
        bytes += new.reduce(0) { $0 + $1.payload.count }
        guard events.count > Self.capacity || bytes > Self.byteCapacity else { return }
        // Half of them at a time: moving the rest up is then not worth mentioning.
        var kept = events.endIndex
        var keptBytes = 0
        while kept > 0, events.endIndex - kept < Self.capacity / 2, keptBytes < Self.byteCapacity / 2 {
            kept -= 1
            keptBytes += events[kept].payload.count
        }
        events.removeFirst(kept)
        bytes = keptBytes
    }

    /// The events after a position, `limit` at most; nil where they are not kept.
    func events(after position: Position, limit: Int) -> [RecordedEvent]? {
        guard let first = events.first?.position, position >= Position(rawValue: first.rawValue - 1) else {
            return nil
        }
        return Array(events.dropFirst(Int(position.rawValue - first.rawValue) + 1).prefix(limit))
    }
}
