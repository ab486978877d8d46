import Contracts
import Testing

@testable import EventLog

@Suite("The recent events of a log")
struct RecentEventsTests {
    @Test("are the last ones, in order, as far as they are kept")
    func bounded() {
        var recent = RecentEvents()
        var head: Int64 = 0
        for size in [1, 3, 2_000, 2_000, 500, 1, 5_000, 2] {
            recent.append(events(from: head + 1, count: size))
            head += Int64(size)
            #expect(recent.events(after: position(head), limit: 10) == [])
            #expect(recent.events(after: position(head - 1), limit: 10) == events(from: head, count: 1))
        }
        #expect(head == 9_507)
        // Those that were dropped have to be read from the file.
        #expect(recent.events(after: .start, limit: 10) == nil)
        let first = head - 2_000
        #expect(recent.events(after: position(first), limit: 3) == events(from: first + 1, count: 3))
    }

    @Test("keep few that are large")
    func largeOnes() {
        var recent = RecentEvents()
        for number in 1...20 { recent.append(events(from: Int64(number), count: 1, bytes: 1 << 20)) }
        #expect(recent.events(after: position(14), limit: 10) == nil)
        #expect(recent.events(after: position(19), limit: 10)?.count == 1)
    }

    @Test("forget what others do not follow on")
    func gap() {
        var recent = RecentEvents()
        recent.append(events(from: 1, count: 5))
        recent.append(events(from: 8, count: 2))
        #expect(recent.events(after: position(4), limit: 10) == nil)
        #expect(recent.events(after: position(7), limit: 10) == events(from: 8, count: 2))
        recent.append([])
        #expect(recent.events(after: position(9), limit: 10) == nil)
    }

    private func position(_ number: Int64) -> Position { Position(rawValue: number) }

    private func events(from first: Int64, count: Int, bytes: Int = 10) -> [RecordedEvent] {
        (first..<first + Int64(count)).map { number in
            RecordedEvent(
                position: position(number),
                stream: "movie-\(number)",
                version: 1,
                type: "noted",
                schema: 1,
                payload: Array(repeating: 32, count: bytes),
                commandID: number,
                recordedAt: 1
            )
        }
    }
}
