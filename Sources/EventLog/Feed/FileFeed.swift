public import Contracts

/// Reads a log's file on this machine, beside its writer or without one.
///
/// Reading takes no lock: it works while a server runs on the same folder. In the writer's process, share the writer's
/// ``LogSignal``: waiting ends the moment a batch is committed, and what was just committed comes from memory. In
/// another process, the file is looked at every 10 ms while somebody waits, and never when nobody does.
public final class FileFeed: EventFeed {
    /// How often a waiting feed without a signal looks for new events.
    private static let pause = Duration.milliseconds(10)

    public let log: LogName
    private let file: String
    private let signal: LogSignal?
    private let threads: ReaderThreads

    /// - Parameters:
    ///   - folder: the data folder that holds the log.
    ///   - signal: the signal that the log's writer in this process fires; nil when it has none.
    ///   - connections: how many reads can run at the same time; each has a thread and a connection.
    public init(_ folder: DataFolder, log: LogName, signal: LogSignal? = nil, connections: Int = 1) {
        self.log = log
        self.file = folder.file(of: log)
        self.signal = signal
        self.threads = ReaderThreads(path: folder.file(of: log), threads: connections)
    }

    deinit { threads.close() }

    public func head() async throws -> Position {
        if let announced = signal?.head, announced > .start { return announced }
        return try await threads.read { try LogReader.head($0) }
    }

    public func events(after position: Position, limit: Int) async throws -> [RecordedEvent] {
        if let recent = signal?.events(after: position, limit: limit) {
            try Task.checkCancellation()
            return recent
        }
        return try await threads.read { try LogReader.events(after: position, limit: limit, in: $0) }
    }

    public func events(
        after position: Position,
        limit: Int,
        payloadsOf isWhole: @escaping @Sendable (_ stream: String) -> Bool
    ) async throws -> [RecordedEvent] {
        try await threads.read {
            try LogReader.events(after: position, limit: limit, payloadsOf: isWhole, in: $0)
        }
    }

    public func events(ofStream stream: String, after version: Int64, limit: Int) async throws
        -> [RecordedEvent]
    {
        try await threads.read {
            try LogReader.events(ofStream: stream, after: version, limit: limit, in: $0)
        }
    }

    /// Reads them in one transaction.
    public func firstEvents(ofStreams streams: [String], limit: Int) async throws -> [RecordedEvent] {
        try await threads.read { database in
            try streams.flatMap { try LogReader.events(ofStream: $0, after: 0, limit: limit, in: database) }
        }
    }

    public func streamsWithSeveralEvents(after stream: String, through position: Position, limit: Int)
        async throws
        -> [StreamVersion]?
    {
        try await threads.read {
            try LogReader.streamsWithSeveralEvents(after: stream, through: position, limit: limit, in: $0)
        }
    }

    /// The events of one stream after a version, with who gave the commands and when: what `log show` prints.
    public func entries(ofStream stream: String, after version: Int64, limit: Int) async throws -> [LogEntry]
    {
        try await threads.read {
            try LogReader.entries(ofStream: stream, after: version, limit: limit, in: $0)
        }
    }

    /// The events after a position, with who gave the commands, when, and their hashes.
    public func entries(after position: Position, limit: Int) async throws -> [LogEntry] {
        try await threads.read { try LogReader.entries(after: position, limit: limit, in: $0) }
    }

    /// The last position that was recorded at or before a time, in milliseconds since 1970 (UTC); ``Position/start``
    /// when the log began later.
    public func position(recordedBy time: Int64) async throws -> Position {
        try await threads.read { try LogReader.position(recordedBy: time, in: $0) }
    }

    public func waitForEvents(after position: Position, timeout: Duration) async throws -> Position {
        let deadline = ContinuousClock.now.advanced(by: timeout)
        while true {
            if let announced = signal?.head, announced > position { return announced }
            let head = try await head()
            let left = ContinuousClock.now.duration(to: deadline)
            guard head <= position, left > .zero else { return head }
            if let signal {
                await signal.wait(beyond: position, timeout: left)
                try Task.checkCancellation()
            } else {
                try await Task.sleep(for: min(left, Self.pause))
            }
        }
    }
}
