import SearchIndex

extension RealIndex {
    /// Runs a list of queries.
    func check(_ queries: [RelevanceQuery]) -> RelevanceQuery.Report {
        var report = RelevanceQuery.Report()
        for query in queries {
            var asked = SearchQuery(query.text, limit: 3)
            // A slow machine must not change what is found.
            asked.bounds.time = .seconds(60)
            let hits = index.search(asked).hits
            let place = hits.firstIndex { isWanted($0, by: query) }.map { $0 + 1 }
            report.queries += 1
            if let place, place <= query.place { report.first += 1 }
            if place != nil { report.firstThree += 1 }
            if place ?? 4 > query.place {
                let got = hits.map(name(of:)).joined(separator: " · ")
                report.misses.append(
                    "[\(query.category)] \(query.text) → \(query.title)\(query.year.map { " (\($0))" } ?? "")"
                        + " came \(place.map { "as \($0)" } ?? "later"): \(got.isEmpty ? "nothing" : got)"
                )
            }
        }
        return report
    }

    /// Queries that ask for what is not there; such a list checks nothing.
    func impossible(_ queries: [RelevanceQuery]) -> [String] {
        let titles = Dictionary(grouping: films, by: \.title)
        let names = Set(people)
        return queries.filter { query in
            switch query.kind {
            case .person: return !names.contains(query.title)
            case .movie:
                let namesakes = titles[query.title] ?? []
                return !namesakes.contains { query.year == nil || $0.year == query.year }
            }
        }.map { "\($0.text) → \($0.title) \($0.year.map(String.init) ?? "")" }
    }

    private func isWanted(_ hit: SearchAnswer.Hit, by query: RelevanceQuery) -> Bool {
        guard hit.key.kind == query.kind.rawValue, hit.title == query.title else { return false }
        guard query.kind == .movie, let year = query.year else { return true }
        return films[Int(hit.key.id)].year == year
    }

    private func name(of hit: SearchAnswer.Hit) -> String {
        hit.key.kind == Kind.person.rawValue
            ? hit.title : "\(hit.title) (\(films[Int(hit.key.id)].year))"
    }
}
