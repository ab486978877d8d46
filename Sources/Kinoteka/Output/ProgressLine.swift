import Foundation
import Synchronization

/// Shows how far long work has come: one line that is redrawn on a terminal, a plain line every few seconds elsewhere.
final class ProgressLine: Sendable {
    private struct State {
        var lastShown: ContinuousClock.Instant?
        var drawn = false
    }

    private let label: String
    private let unit: String
    private let started = ContinuousClock.now
    private let state = Mutex(State())

    init(_ label: String, unit: String) {
        self.label = label
        self.unit = unit
    }

    /// Shows `done` of `total` (nil when unknown), at most four times a second on a terminal, every two seconds elsewhere.
    func update(done: Int64, of total: Int64?, phase: String? = nil) {
        let now = ContinuousClock.now
        let pause: Duration = Console.isInteractive ? .milliseconds(250) : .seconds(2)
        let text: String? = state.withLock { state in
            if let last = state.lastShown, now - last < pause { return nil }
            if state.lastShown == nil, !Console.isInteractive {
                state.lastShown = now
                return nil
            }
            state.lastShown = now
            state.drawn = true
            return line(done: done, of: total, phase: phase, at: now)
        }
        guard let text else { return }
        if Console.isInteractive { Console.redraw(text) } else { Console.note(text) }
    }

    /// Ends the line on a terminal.
    func finish() {
        if Console.isInteractive, state.withLock({ $0.drawn }) { Console.redraw("") }
    }

    private func line(done: Int64, of total: Int64?, phase: String?, at now: ContinuousClock.Instant)
        -> String
    {
        let seconds = max(started.seconds(to: now), 0.001)
        let rate = Double(done) / seconds
        var text = label
        if let phase { text += " (\(phase))" }
        text += ": \(done)"
        if let total { text += " of \(total)" }
        text += " \(unit), \(Int(rate))/s"
        if let total, rate > 0, total > done {
            text += ", \(Int((Double(total - done) / rate).rounded(.up))) s left"
        }
        return text
    }
}

extension ContinuousClock.Instant {
    /// Seconds from this instant to a later one.
    func seconds(to later: ContinuousClock.Instant) -> Double {
        let parts = (later - self).components
        return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
    }
}
