public import Contracts
import JSONKit

extension FileFeed {
    /// Writes the log as NDJSON: one ``EventLine`` an event, with actor, correlation and hash.
    ///
    /// - Parameters:
    ///   - position: the last position that is left out; ``Position/start`` for everything.
    ///   - last: the last position that is written; nil for all that is there now.
    ///   - write: takes whole lines, up to about 16 MiB at a time.
    /// - Returns: how many events were written.
    @discardableResult
    public func export(
        after position: Position = .start,
        through last: Position? = nil,
        _ write: ([UInt8]) async throws -> Void
    ) async throws -> Int {
        let head = try await head()
        let end = min(last ?? head, head)
        var position = position
        var count = 0
        while position < end {
            let limit = min(1000, Int(end.rawValue - position.rawValue))
            let entries = try await entries(after: position, limit: limit)
            guard let reached = entries.last?.event.position else { break }
            var writer = JSONWriter(capacity: entries.reduce(0) { $0 + $1.event.payload.count + 400 })
            for entry in entries { EventLine.write(entry, to: &writer) }
            try await write(writer.bytes)
            position = reached
            count += entries.count
        }
        return count
    }
}
