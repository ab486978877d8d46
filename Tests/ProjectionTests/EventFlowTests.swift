import Contracts
import Testing

@testable import Projection

@Suite("The flow of events")
struct EventFlowTests {
    private let start = ContinuousClock.now

    @Test("is what came between two looks, in events a second")
    func rate() {
        var flow = EventFlow(head: Position(rawValue: 1_000), at: start)
        #expect(flow.rate == 0)
        flow.look(at: Position(rawValue: 7_000), start + .seconds(2))
        #expect(flow.rate == 3_000)
        flow.look(at: Position(rawValue: 7_000), start + .seconds(10))
        #expect(flow.rate == 0)
    }

    @Test("does not take a burst after a stall for a flood")
    func burst() {
        var flow = EventFlow(head: .start, at: start)
        flow.look(at: Position(rawValue: 500), start + .milliseconds(100))
        #expect(flow.rate == 0)
        #expect(!flow.isDue(at: start + .milliseconds(1_999)))
        flow.look(at: Position(rawValue: 1_000), start + .seconds(2))
        #expect(flow.rate == 500)
        // Again: the burst counts with the time before it.
        flow.look(at: Position(rawValue: 1_400), start + .milliseconds(2_100))
        #expect(flow.rate == 500)
    }
}
