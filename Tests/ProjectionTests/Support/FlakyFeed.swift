import Contracts
import EventLog

/// A feed that fails while it is told to, and does only what every feed must.
final class FlakyFeed: EventFeed {
    let inner: FileFeed
    let isAway = Shared(false)

    init(_ inner: FileFeed) { self.inner = inner }

    var log: LogName { inner.log }

    private func check() throws {
        if isAway.withLock({ $0 }) { throw EventLogError(.unreachable, "The log is away.") }
    }

    func head() async throws -> Position {
        try check()
        return try await inner.head()
    }

    func events(after position: Position, limit: Int) async throws -> [RecordedEvent] {
        try check()
        return try await inner.events(after: position, limit: limit)
    }

    func events(ofStream stream: String, after version: Int64, limit: Int) async throws -> [RecordedEvent] {
        try check()
        return try await inner.events(ofStream: stream, after: version, limit: limit)
    }

    func waitForEvents(after position: Position, timeout: Duration) async throws -> Position {
        try check()
        return try await inner.waitForEvents(after: position, timeout: timeout)
    }
}
