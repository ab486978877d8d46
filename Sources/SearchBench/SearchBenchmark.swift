import Foundation
import SearchIndex

/// Loads the films and times every query, one after the other.
struct SearchBenchmark {
    private let options: BenchOptions
    private let index = SearchIndex(schema: FilmDocuments.schema)

    init(_ options: BenchOptions) { self.options = options }

    func run() throws -> String {
        let clock = ContinuousClock()
        var films = 0
        let loading = try clock.measure { films = try load() }
        let bytes = index.statistics.bytes
        let typing = try time(options.typing) { text in
            var query = SearchQuery(text, limit: 20)
            query.facets = [.init(1), .init(2), .init(3)]
            return query
        }
        let exact = try time(options.exact) { text in SearchQuery(text + " ", limit: 20) }
        let suggest = try time(options.suggest) { text in
            var query = SearchQuery(text, limit: 10)
            query.titlesOnly = true
            query.bounds = .suggestions
            return query
        }
        let facets = try time(options.genres) { genre in
            var query = SearchQuery("", limit: 1)
            query.filters = [.facet(1, anyOf: [genre.lowercased()])]
            query.facets = [.init(1, limit: 100)]
            return query
        }
        return """
            {"typing": \(typing), "exact": \(exact), "suggest": \(suggest), "facets": \(facets), \
            "load_seconds": \(Double(loading.components.seconds) + Double(loading.components.attoseconds) / 1e18), \
            "bytes_per_film": \(bytes / max(films, 1))}
            """
    }

    private func load() throws -> Int {
        var documents = FilmDocuments()
        var load = index.makeLoad()
        var films = 0
        try FilmLines(path: options.films).forEach { value in
            load.add(documents.film(value))
            films += 1
        }
        for person in documents.persons() { load.add(person) }
        index.replaceAll(with: load)
        return films
    }

    /// Milliseconds since some moment.
    private func now() -> Double {
        var time = timespec()
        clock_gettime(options.usesProcessorClock ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }

    /// The percentiles of one query a line, as JSON.
    private func time(_ path: String, _ make: (String) -> SearchQuery) throws -> String {
        let queries = try FilmLines.lines(of: path).map(make)
        guard !queries.isEmpty else { return "null" }
        var times: [Double] = []
        var partial = 0
        var hits = 0
        // The first round warms up.
        for _ in 0..<2 {
            times.removeAll()
            partial = 0
            hits = 0
            for query in queries {
                let start = now()
                let answer = index.search(query)
                times.append(now() - start)
                if answer.isPartial { partial += 1 }
                hits += answer.total
            }
        }
        times.sort()
        func percentile(_ part: Double) -> Double {
            times[min(times.count - 1, Int(Double(times.count) * part))]
        }
        return """
            {"p50_ms": \(percentile(0.5)), "p99_ms": \(percentile(0.99)), "max_ms": \(times[times.count - 1]), \
            "queries": \(times.count), "partial": \(partial), "mean_total": \(hits / queries.count)}
            """
    }
}
