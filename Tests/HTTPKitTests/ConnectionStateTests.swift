import NIOCore
import Testing

@testable import HTTPKit

@Suite("The patience with a connection")
struct ConnectionStateTests {
    private static let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
    private var state = ConnectionState(
        limits: .init(idle: .seconds(30), body: .seconds(20), bodyRate: 1000, write: .seconds(10)),
        now: start
    )

    private func at(_ seconds: Int64) -> NIODeadline { Self.start + .seconds(seconds) }

    @Test("with a head ends after a fixed time, however its bytes drip in")
    func idle() {
        #expect(state.expired(now: at(29)) == nil)
        #expect(state.expired(now: at(30)) == .idle)
    }

    @Test("begins anew after each answer")
    mutating func keepAlive() {
        state.requestBegan()
        state.requestEnded(now: at(1))
        #expect(state.expired(now: at(1000)) == nil)
        state.answerBegan()
        state.answerEnded(now: at(1000))
        #expect(state.expired(now: at(1029)) == nil)
        #expect(state.expired(now: at(1030)) == .idle)
    }

    @Test("with a body grows with what has come")
    mutating func body() {
        state.requestBegan()
        state.reading(now: at(0))
        #expect(state.expired(now: at(19)) == nil)
        #expect(state.expired(now: at(20)) == .slowBody)
        _ = state.bodyCame(5000, now: at(10))
        state.reading(now: at(10))
        #expect(state.expired(now: at(24)) == nil)
        #expect(state.expired(now: at(25)) == .slowBody)
    }

    @Test("with a body does not run while the server itself is busy")
    mutating func busyServer() {
        state.requestBegan()
        state.reading(now: at(0))
        _ = state.bodyCame(1, now: at(5))
        #expect(state.expired(now: at(500)) == nil)
        state.reading(now: at(500))
        #expect(state.expired(now: at(514)) == nil)
        #expect(state.expired(now: at(516)) == .slowBody)
    }

    @Test("with a reader ends while the answer cannot be written")
    mutating func reader() {
        state.requestBegan()
        state.requestEnded(now: at(0))
        state.answerBegan()
        state.writabilityChanged(false, now: at(3))
        #expect(state.expired(now: at(12)) == nil)
        #expect(state.expired(now: at(13)) == .slowReader)
        state.writabilityChanged(true, now: at(13))
        #expect(state.expired(now: at(100)) == nil)
    }

    @Test("with a body that nobody wants ends at a size")
    mutating func surplus() {
        state.requestBegan()
        state.answerBegan()
        state.answerEnded(now: at(0))
        let isFirstTaken = state.bodyCame(1 << 20, now: at(0))
        let isNextTaken = state.bodyCame(1, now: at(0))
        #expect(isFirstTaken)
        #expect(!isNextTaken)
    }

    @Test("is looked at no later than its end")
    mutating func looks() {
        #expect(state.nextLook(now: at(0)) == at(5))
        #expect(state.nextLook(now: at(29)) == at(30))
    }
}
