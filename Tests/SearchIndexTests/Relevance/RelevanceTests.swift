import Testing

@Suite(
    "What people type finds what they mean among 29,572 real films",
    .enabled(
        if: RealFilms.folder != nil,
        "../shared/data/wikipedia-movies is not there: relevance is not tested"
    )
)
struct RelevanceTests {
    /// The engine was tuned with the first list; the others were written and run afterwards.
    private static let lists = ["queries.txt", "fresh-queries.txt", "blind-queries.txt"]

    @Test("first in 95 of 100 queries, within the first three in 99")
    func relevance() throws {
        let manifest = try #require(RealIndex.manifest)
        #expect(!manifest.stopWords.isEmpty && !manifest.synonyms.isEmpty)
        let real = RealIndex(films: try RealFilms.load(from: try #require(RealFilms.folder)))
        var all = RelevanceQuery.Report()
        for list in Self.lists {
            let queries = try RelevanceQuery.list(list)
            #expect(real.impossible(queries).isEmpty, "\(real.impossible(queries))")
            let report = real.check(queries)
            print("\(list): \(report)")
            all.add(report)
        }
        #expect(all.queries >= 1_000)
        #expect(all.firstRate >= 0.95, "\(all)")
        #expect(all.firstThreeRate >= 0.99, "\(all)")
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
