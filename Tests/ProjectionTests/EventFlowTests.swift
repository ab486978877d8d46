import Contracts
import Testing

@testable import Projection

@Suite("The flow of events")
struct EventFlowTests {
    private let start = ContinuousClock.now

    @Test("is what came between two looks, in events a second")
    func rate() async throws {
        var flow = EventFlow(head: Position(rawValue: 1_000), at: start)
        #expect(flow.rate == 0)
        try await flow.look(at: start + .seconds(2)) { Position(rawValue: 7_000) }
        #expect(flow.rate == 3_000)
        try await flow.look(at: start + .seconds(10)) { Position(rawValue: 7_000) }
        #expect(flow.rate == 0)
    }

    @Test("does not take a burst after a stall for a flood, nor look at the log again so soon")
    func burst() async throws {
        var flow = EventFlow(head: .start, at: start)
        let tooSoon = { () -> Position in
            Issue.record("it looked at the log")
            return Position(rawValue: 500)
        }
        try await flow.look(at: start + .milliseconds(100), tooSoon)
        try await flow.look(at: start + .milliseconds(1_999), tooSoon)
        #expect(flow.rate == 0)
        try await flow.look(at: start + .seconds(2)) { Position(rawValue: 1_000) }
        #expect(flow.rate == 500)
        // Again: the burst counts with the time before it.
        try await flow.look(at: start + .milliseconds(2_100), tooSoon)
        try await flow.look(at: start + .seconds(4)) { Position(rawValue: 2_200) }
        #expect(flow.rate == 600)
    }
}
