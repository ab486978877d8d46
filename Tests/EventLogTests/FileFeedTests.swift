import Contracts
import EventLog
import Testing

@Suite("A feed of a log's file")
struct FileFeedTests {
    @Test("gives what comes after a position, in order, as many as asked for")
    func batches() async throws {
        try await withLog { log in
            for number in 1...5 { try log.append("movie-\(number): x") }
            let feed = FileFeed(log.folder, log: log.log)
            let all = try await feed.events(after: .start, limit: 100)
            let two = try await feed.events(after: Position(rawValue: 2), limit: 2)
            let none = try await feed.events(after: Position(rawValue: 5), limit: 2)
            #expect(all.map(\.position.rawValue) == [1, 2, 3, 4, 5])
            #expect(two.map(\.position.rawValue) == [3, 4])
            #expect(none == [])
            #expect(try await feed.head() == Position(rawValue: 5))
        }
    }

    @Test("ends a batch when its payloads are large, but never before the first event")
    func boundedBytes() async throws {
        try await withLog { log in
            let large = String(repeating: "x", count: 7 << 20)
            for number in 1...5 { try log.append("movie-\(number): \(large)") }
            try log.append("movie-6: \(large)\(large)\(large)")
            let feed = FileFeed(log.folder, log: log.log)
            let first = try await feed.events(after: .start, limit: 100)
            let last = try await feed.events(after: Position(rawValue: 5), limit: 100)
            #expect(first.map(\.position.rawValue) == [1, 2, 3])
            #expect(last.map(\.position.rawValue) == [6])
        }
    }

    @Test("reads the payloads of some streams only, and leaves no event out")
    func somePayloads() async throws {
        try await withLog { log in
            for number in 1...4 { try log.append("movie-\(number): x", "person-\(number): y") }
            let feed = FileFeed(log.folder, log: log.log)
            let all = try await feed.events(after: .start, limit: 100)
            let some = try await feed.events(after: .start, limit: 100) { $0.hasPrefix("person-") }
            #expect(some.map(\.position) == all.map(\.position))
            #expect(some.map(\.stream) == all.map(\.stream))
            #expect(some.map(\.version) == all.map(\.version))
            for (event, whole) in zip(some, all) {
                #expect(event.payload == (event.stream.hasPrefix("person-") ? whole.payload : []))
            }
        }
    }

    @Test("gives one stream after a version, and all of it page by page")
    func stream() async throws {
        try await withLog { log in
            try log.append((1...2500).map { TestLog.event("movie-\($0 % 2): \($0)") })
            let feed = FileFeed(log.folder, log: log.log)
            let some = try await feed.events(ofStream: "movie-1", after: 3, limit: 2)
            let all = try await feed.events(ofStream: "movie-1")
            #expect(story(some) == [#"7 movie-1/4 {"text":"7"}"#, #"9 movie-1/5 {"text":"9"}"#])
            #expect(all.map(\.version) == Array(1...1250))
            #expect(try await feed.events(ofStream: "movie-7") == [])
        }
    }

    @Test("gives the streams with several events, page by page, as of a position")
    func streamsWithSeveralEvents() async throws {
        try await withLog { log in
            try log.append(
                "movie-1: a",
                "movie-2: b",
                "person-9: c",
                "movie-1: d",
                "person-9: e",
                "movie-1: f"
            )
            let feed = FileFeed(log.folder, log: log.log)
            func streams(_ after: String, _ position: Int64, _ limit: Int = 10) async throws -> [String]? {
                try await feed.streamsWithSeveralEvents(
                    after: after,
                    through: Position(rawValue: position),
                    limit: limit
                )?
                .map { "\($0.stream)/\($0.version)" }
            }
            #expect(try await streams("", 6) == ["movie-1/3", "person-9/2"])
            #expect(try await streams("", 4) == ["movie-1/2"])
            #expect(try await streams("", 3) == [])
            #expect(try await streams("", 6, 1) == ["movie-1/3"])
            #expect(try await streams("movie-1", 6) == ["person-9/2"])
        }
    }

    @Test("finds the position of a time")
    func positionOfTime() async throws {
        try await withLog { log in
            for time in [100, 200, 200, 300] { try log.append("movie-1: x", at: Int64(time)) }
            let feed = FileFeed(log.folder, log: log.log)
            for (time, position) in [(99, 0), (100, 1), (199, 1), (200, 3), (299, 3), (300, 4), (999, 4)] {
                #expect(try await feed.position(recordedBy: Int64(time)).rawValue == Int64(position))
            }
        }
    }

    @Test("is woken by the signal of a writer in its process")
    func signal() async throws {
        try await withLog { log in
            let signal = LogSignal()
            let feed = FileFeed(log.folder, log: log.log, signal: signal)
            async let head = feed.waitForEvents(after: .start, timeout: .seconds(600))
            signal.advance(to: try log.append("movie-1: a"))
            #expect(try await head == Position(rawValue: 1))
        }
    }

    @Test("notices what another process appends")
    func otherProcess() async throws {
        try await withLog { log in
            let feed = FileFeed(log.folder, log: log.log)
            try log.append("movie-1: a")
            async let head = feed.waitForEvents(after: Position(rawValue: 1), timeout: .seconds(600))
            try log.append("movie-1: b")
            #expect(try await head == Position(rawValue: 2))
        }
    }

    @Test("gives the head when nothing came in time", arguments: [true, false])
    func timeout(isSignalled: Bool) async throws {
        try await withLog { log in
            let feed = FileFeed(log.folder, log: log.log, signal: isSignalled ? LogSignal() : nil)
            try log.append("movie-1: a")
            let head = try await feed.waitForEvents(after: Position(rawValue: 1), timeout: .milliseconds(20))
            #expect(head == Position(rawValue: 1))
        }
    }

    @Test("stops waiting when its task is cancelled", arguments: [true, false])
    func cancelled(isSignalled: Bool) async throws {
        try await withLog { log in
            let feed = FileFeed(log.folder, log: log.log, signal: isSignalled ? LogSignal() : nil)
            let waiting = Task { try await feed.waitForEvents(after: .start, timeout: .seconds(600)) }
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
        }
    }

    @Test("serves many readers at once over a few connections")
    func manyReaders() async throws {
        try await withLog { log in
            try log.append((1...200).map { TestLog.event("movie-\($0): x") })
            let feed = FileFeed(log.folder, log: log.log, connections: 3)
            let counts = try await withThrowingTaskGroup(of: Int.self) { readers in
                for after in 0..<100 {
                    readers.addTask {
                        try await feed.events(after: Position(rawValue: Int64(after)), limit: 500).count
                    }
                }
                return try await readers.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            #expect(counts == Set(101...200))
        }
    }

    @Test("says that there is no log, and works as soon as there is one")
    func missing() async throws {
        try await withDataFolder { folder in
            let feed = FileFeed(folder, log: .catalog)
            let error = await #expect(throws: EventLogError.self) { try await feed.head() }
            #expect(error?.code == .missing)
            let log = try TestLog(folder)
            try log.append("movie-1: a")
            #expect(try await feed.head() == Position(rawValue: 1))
        }
    }
}
