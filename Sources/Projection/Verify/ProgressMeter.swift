import Synchronization

/// Turns "so many events seen" into progress with rate and time left, at most a few times a second.
final class ProgressMeter: Sendable {
    private let total: Int64
    private let onProgress: @Sendable (RebuildProgress) -> Void
    private let start = ContinuousClock.now
    private let shown = Mutex<ContinuousClock.Instant?>(nil)

    init(total: Int64, _ onProgress: @escaping @Sendable (RebuildProgress) -> Void) {
        self.total = total
        self.onProgress = onProgress
    }

    func seen(_ events: Int64) {
        let now = ContinuousClock.now
        let isDue = shown.withLock { last in
            if let last, now - last < .milliseconds(200) { return false }
            last = now
            return true
        }
        guard isDue else { return }
        let rate = Double(events) / max(0.001, (now - start).inSeconds)
        onProgress(
            RebuildProgress(
                phase: .verify,
                events: events,
                eventsTotal: total,
                documents: 0,
                eventsPerSecond: rate,
                secondsLeft: rate > 0 ? Double(total - events) / rate : nil
            )
        )
    }
}
