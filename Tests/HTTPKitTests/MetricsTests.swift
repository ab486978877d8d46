import Testing

@testable import HTTPKit

@Suite("The metrics' text")
struct MetricsTests {
    private func text(_ metrics: Metrics) async -> String {
        String(decoding: await metrics.text(), as: UTF8.self)
    }

    @Test("has help, type and value of every series")
    func counters() async {
        let metrics = Metrics()
        metrics.counter("kino_total", "How many.", labels: ["kind": "a"]).add(3)
        metrics.counter("kino_total", "How many.", labels: ["kind": "b"]).add()
        metrics.gauge("kino_now", "Now.").set(-2)
        #expect(
            await text(metrics) == """
                # HELP kino_total How many.
                # TYPE kino_total counter
                kino_total{kind="a"} 3
                kino_total{kind="b"} 1
                # HELP kino_now Now.
                # TYPE kino_now gauge
                kino_now -2

                """
        )
    }

    @Test("adds a histogram's buckets up")
    func histograms() async {
        let metrics = Metrics()
        let histogram = metrics.histogram("kino_seconds", "Took.", bounds: [0.5, 1], labels: ["of": "x"])
        for value in [0.5, 0.75, 4] { histogram.observe(value) }
        histogram.observe(.milliseconds(250))
        #expect(
            await text(metrics) == """
                # HELP kino_seconds Took.
                # TYPE kino_seconds histogram
                kino_seconds_bucket{of="x",le="0.5"} 2
                kino_seconds_bucket{of="x",le="1"} 3
                kino_seconds_bucket{of="x",le="+Inf"} 4
                kino_seconds_sum{of="x"} 5.5
                kino_seconds_count{of="x"} 4

                """
        )
    }

    @Test("escapes what would end a value or a line")
    func escapes() async {
        let metrics = Metrics()
        metrics.collect {
            [MetricFamily(.gauge, "kino", "a\\b\n\"c\"", [.init(1, labels: ["of": "a\\b\n\"c\""])])]
        }
        #expect(
            await text(metrics) == #"""
                # HELP kino a\\b\n"c"
                # TYPE kino gauge
                kino{of="a\\b\n\"c\""} 1

                """#
        )
    }

    @Test("escapes a line break of two characters, which Swift takes for one")
    func carriageReturn() async {
        let metrics = Metrics()
        metrics.collect { [MetricFamily(.gauge, "kino", "x", [.init(1, labels: ["of": "a\r\nkino 2"])])] }
        #expect(await metrics.text().split(separator: 10).count == 3)
    }

    @Test("writes numbers as Prometheus reads them")
    func numbers() {
        #expect(MetricsText.number(.nan) == "NaN")
        #expect(MetricsText.number(-.infinity) == "-Inf")
        #expect(MetricsText.number(12_345_678_901) == "12345678901")
        #expect(MetricsText.number(0.1) == "0.1")
    }

    @Test("shows a bounded number of collected series")
    func bound() async {
        let metrics = Metrics()
        metrics.collect {
            [MetricFamily(.gauge, "kino", "x", (0..<5000).map { .init(1, labels: ["of": "\($0)"]) })]
        }
        #expect(await text(metrics).split(separator: "\n").count == 2 + Metrics.seriesLimit)
    }

    @Test("counts answers by route and status, and requests to nowhere together", .timeLimit(.minutes(5)))
    func answers() async throws {
        try await RunningServer.with([.hello]) { server in
            var wire = try await server.open()
            for path in ["/hello/you", "/hello/me", "/hello/%", "/a", "/b", "/hello/you?x"] {
                _ = try await wire.ask("GET \(path) HTTP/1.1\r\nhost: t\r\n\r\n")
            }
            let family = #"kinoteka_http_requests_total{method="GET",route="/hello/{name}",status="#
            try await server.waitUntil {
                $0.contains(family + #""200"} 2"#) && $0.contains(family + #""400"} 1"#)
            }
            try await server.waitUntil {
                $0.contains(#"kinoteka_http_requests_total{method="",route="",status="404"} 2"#)
            }
            try await server.waitUntil { $0.contains("kinoteka_http_connections 1\n") }
        }
    }

    @Test("is served with its content type", .timeLimit(.minutes(5)))
    func served() async throws {
        let metrics = Metrics()
        metrics.counter("kino_total", "How many.").add(7)
        try await RunningServer.with(OperationRoutes.routes(metrics: metrics, checks: [])) { server in
            let answer = try await server.ask("GET", "/metrics")
            #expect(answer.header("content-type") == "text/plain; version=0.0.4; charset=utf-8")
            #expect(answer.text.contains("\nkino_total 7\n"))
        }
    }
}
