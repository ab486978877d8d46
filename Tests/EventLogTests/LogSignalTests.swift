import Contracts
import EventLog
import Testing

@Suite("A log's signal")
struct LogSignalTests {
    @Test("wakes everyone who waits for less than what is announced, and nobody else")
    func wakes() async throws {
        try await withLog { log in
            let signal = LogSignal()
            let feed = FileFeed(log.folder, log: log.log, signal: signal)
            for number in 1...5 { try log.append("movie-\(number): x") }
            try await withThrowingTaskGroup(of: Position.self) { waiters in
                for after in 5..<15 {
                    let position = Position(rawValue: Int64(after))
                    waiters.addTask { try await feed.waitForEvents(after: position, timeout: .seconds(600)) }
                }
                for head in 6...15 {
                    signal.advance(to: try log.append("movie-1: \(head)"))
                    let woken = try #require(try await waiters.next())
                    #expect(woken.rawValue >= Int64(6))
                }
            }
            #expect(signal.head == Position(rawValue: 15))
        }
    }

    @Test("never goes back")
    func neverBack() {
        let signal = LogSignal()
        signal.advance(to: Position(rawValue: 7))
        signal.advance(to: Position(rawValue: 3))
        #expect(signal.head == Position(rawValue: 7))
    }
}
