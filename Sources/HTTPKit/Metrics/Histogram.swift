import Synchronization

/// Counts values by fixed buckets; safe from any thread, some 30 ns without contention.
public final class Histogram: Sendable {
    /// Bounds for durations in seconds, from 100 µs to 10 s.
    public static let latencies: [Double] = [
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10,
    ]

    private struct State {
        var counts: [Int]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let state: Mutex<State>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    public func observe(_ value: Double) {
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[bucket] += 1
            state.sum += value
        }
    }

    public func observe(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        observe(Double(seconds) + Double(attoseconds) * 1e-18)
    }

    func write(_ name: String, _ labels: [(name: String, value: String)], to text: inout MetricsText) {
        let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
        var total = 0
        for (index, count) in counts.enumerated() {
            total += count
            let bound = index < bounds.count ? MetricsText.number(bounds[index]) : "+Inf"
            text.sample(name + "_bucket", MetricsText.labels(labels + [("le", bound)]), Double(total))
        }
        text.sample(name + "_sum", MetricsText.labels(labels), sum)
        text.sample(name + "_count", MetricsText.labels(labels), Double(total))
    }
}
