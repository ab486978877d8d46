import Synchronization

/// Counts and times the answers of one route; its series are bounded by the statuses that the route can have.
final class RouteMetrics: Sendable {
    private let statuses = Mutex<[(status: Int, count: Int)]>([])
    private let durations = Histogram(bounds: Histogram.latencies)

    init(method: String, route: String, in metrics: Metrics) {
        metrics.add("kinoteka_http_requests_total", "Answers by route and status.", "counter") { text in
            for (status, count) in self.statuses.withLock({ $0 }) {
                text.sample(
                    "kinoteka_http_requests_total",
                    MetricsText.labels([("method", method), ("route", route), ("status", String(status))]),
                    Double(count)
                )
            }
        }
        metrics.add(
            "kinoteka_http_request_seconds",
            "From the head of a request to the end of its answer.",
            "histogram"
        ) { text in
            self.durations.write(
                "kinoteka_http_request_seconds",
                [("method", method), ("route", route)],
                to: &text
            )
        }
    }

    func note(status: Int, duration: Duration) {
        statuses.withLock { statuses in
            if let index = statuses.firstIndex(where: { $0.status == status }) {
                statuses[index].count += 1
            } else {
                statuses.append((status, 1))
            }
        }
        durations.observe(duration)
    }
}
