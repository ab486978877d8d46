import Synchronization

/// Everything that `/metrics` shows.
///
/// A room that counts on its hot path takes a ``Counter``, ``Gauge`` or ``Histogram`` once and keeps it. A room that has
/// a status anyway registers a collector, which is asked when somebody looks.
public final class Metrics: Sendable {
    /// How many series of one collected family are shown.
    static let seriesLimit = 1000

    private struct Series {
        let name: String
        let help: String
        let kind: String
        let write: @Sendable (inout MetricsText) -> Void
    }

    private struct State {
        var series: [Series] = []
        var collectors: [@Sendable () async -> [MetricFamily]] = []
    }

    private let state = Mutex(State())

    public init() {}

    /// A number that only grows.
    public func counter(_ name: String, _ help: String, labels: KeyValuePairs<String, String> = [:])
        -> Counter
    {
        let counter = Counter()
        let labels = MetricsText.labels(labels.map { ($0.key, $0.value) })
        add(name, help, "counter") { text in text.sample(name, labels, Double(counter.value)) }
        return counter
    }

    /// A number that goes up and down.
    public func gauge(_ name: String, _ help: String, labels: KeyValuePairs<String, String> = [:]) -> Gauge {
        let gauge = Gauge()
        let labels = MetricsText.labels(labels.map { ($0.key, $0.value) })
        add(name, help, "gauge") { text in text.sample(name, labels, Double(gauge.value)) }
        return gauge
    }

    /// How values are spread; `bounds` are the upper bounds of the buckets, ascending.
    public func histogram(
        _ name: String,
        _ help: String,
        bounds: [Double] = Histogram.latencies,
        labels: KeyValuePairs<String, String> = [:]
    ) -> Histogram {
        let histogram = Histogram(bounds: bounds)
        let labels = labels.map { ($0.key, $0.value) }
        add(name, help, "histogram") { text in histogram.write(name, labels, to: &text) }
        return histogram
    }

    /// Asks `collector` for its families whenever somebody looks. It must answer soon and must not block.
    public func collect(_ collector: @escaping @Sendable () async -> [MetricFamily]) {
        state.withLock { $0.collectors.append(collector) }
    }

    func add(
        _ name: String,
        _ help: String,
        _ kind: String,
        write: @escaping @Sendable (inout MetricsText) -> Void
    ) {
        state.withLock { $0.series.append(Series(name: name, help: help, kind: kind, write: write)) }
    }

    /// All metrics in Prometheus' text format (version 0.0.4).
    public func text() async -> [UInt8] {
        let (series, collectors) = state.withLock { ($0.series, $0.collectors) }
        var text = MetricsText()
        var order: [String] = []
        var byName: [String: [Series]] = [:]
        for one in series {
            if byName[one.name] == nil { order.append(one.name) }
            byName[one.name, default: []].append(one)
        }
        for name in order {
            guard let family = byName[name], let first = family.first else { continue }
            text.header(name, first.help, first.kind)
            for one in family { one.write(&text) }
        }
        for collector in collectors {
            for family in await collector() {
                text.header(family.name, family.help, family.kind.rawValue)
                for sample in family.samples.prefix(Self.seriesLimit) {
                    text.sample(family.name, MetricsText.labels(sample.labels), sample.value)
                }
            }
        }
        return text.bytes
    }
}

/// A number that only grows; safe from any thread, a few nanoseconds.
public final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    public func add(_ amount: Int = 1) {
        count.wrappingAdd(amount, ordering: .relaxed)
    }

    public var value: Int { count.load(ordering: .relaxed) }
}

/// A number that goes up and down; safe from any thread.
public final class Gauge: Sendable {
    private let current = Atomic<Int>(0)

    public func set(_ value: Int) {
        current.store(value, ordering: .relaxed)
    }

    public func add(_ amount: Int) {
        current.wrappingAdd(amount, ordering: .relaxed)
    }

    public var value: Int { current.load(ordering: .relaxed) }
}
