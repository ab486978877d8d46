import Testing

@Suite(
    "What people type finds what they mean among 29,572 real films",
    .enabled(
        if: RealFilms.folder != nil,
        "../shared/data/wikipedia-movies is not there: relevance is not tested"
    )
)
struct RelevanceTests {
    @Test("first in 95 of 100 queries, within the first three in 99", arguments: ["queries.txt"])
    func relevance(list: String) throws {
        let manifest = try #require(RealIndex.manifest)
        #expect(!manifest.stopWords.isEmpty && !manifest.synonyms.isEmpty)
        let queries = try RelevanceQuery.list(list)
        let real = RealIndex(films: try RealFilms.load(from: try #require(RealFilms.folder)))
        #expect(real.impossible(queries).isEmpty, "\(real.impossible(queries))")

        let report = real.check(queries)
        print(
            "\(list): \(report.queries) queries, \(report.first) as wanted, \(report.firstThree) in the first three"
        )
        for miss in report.misses { print("  " + miss) }
        let misses = report.misses.joined(separator: "\n")
        #expect(report.firstRate >= 0.95, "\(report.firstRate)\n\(misses)")
        #expect(report.firstThreeRate >= 0.99, "\(report.firstThreeRate)\n\(misses)")
    }

    @Test("the check fails where the wrong films come")
    func canFail() throws {
        let films = ["The Godfather", "Jaws", "Alien", "Vertigo"].map {
            RealFilms.Film(title: $0, year: 1970, genres: [], cast: [], crew: [], page: nil)
        }
        let real = RealIndex(films: films)
        let lines = [
            "jaws | movie | Jaws | | 1 | exact", "jaws | movie | Alien | | 3 | exact",
            "alien | movie | Alien | 1971 | 1 | exact", "vertigo | person | Vertigo | | 1 | exact",
        ]
        let queries = lines.compactMap { RelevanceQuery(line: $0) }
        let report = real.check(queries)
        #expect((report.queries, report.first, report.firstThree) == (4, 1, 1))
        #expect(report.misses.count == 3)
        #expect(real.impossible(queries).count == 2)
    }
}
