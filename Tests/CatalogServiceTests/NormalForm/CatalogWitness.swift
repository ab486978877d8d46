import CatalogService
import Contracts
import Testing

/// A catalog whose rows contradict every dependency that docs/tables.md does not imply.
///
/// Two rows that agree on some columns and differ in another show that those do not determine it.
enum CatalogWitness {
    static func fill(_ catalog: RunningCatalog) async throws {
        try await referenceData(catalog)
        try await people(catalog)
        try await films(catalog)
        try await withdrawals(catalog)
        try await catalog.given(
            .setSearchPin(query: "a", movies: [1, 2]),
            .setSearchPin(query: "b", movies: [2]),
            .setSearchPin(query: "c", movies: [1])
        )
    }

    /// The same identifier at two sources, and another one at a third.
    private static let severalIDs = [
        ExternalID(source: "s", id: "1"), ExternalID(source: "t", id: "1"), ExternalID(source: "u", id: "9"),
    ]

    private static func referenceData(_ catalog: RunningCatalog) async throws {
        for name in ["A", "B", "C", "D"] { try await catalog.given(.registerGenre(name: name)) }
        for code: CountryCode in ["AA", "BB", "CC", "DD"] {
            try await catalog.given(.registerCountry(code, name: code.rawValue))
        }
        for code: LanguageCode in ["aa", "bb", "cc", "dd"] {
            try await catalog.given(.registerLanguage(code, name: code.rawValue))
        }
    }

    /// Two people with the same name, life and, at different sources, identifier; then two to withdraw.
    private static func people(_ catalog: RunningCatalog) async throws {
        try await catalog.given(
            person { $0.externalIDs = severalIDs }
        )
        try await catalog.given(
            person { $0.externalIDs = [.init(source: "s", id: "2"), .init(source: "v", id: "1")] }
        )
        try await catalog.given(
            person {
                $0.birthYear = 1901
                $0.deathYear = 2001
            },
            .person("Bob")
        )
    }

    private static func person(_ fill: (inout PersonDraft) -> Void) -> CatalogCommand {
        .person("Ann") {
            $0.birthYear = 1900
            $0.deathYear = 2000
            fill(&$0)
        }
    }

    /// Two films with the same facts; the first has more than one of everything.
    private static func films(_ catalog: RunningCatalog) async throws {
        try await catalog.given(
            film {
                $0.genres = [1, 2]
                $0.countries = ["AA", "BB"]
                $0.languages = ["aa", "bb"]
                $0.alternativeTitles = ["Ex", "Why"]
                $0.externalIDs = severalIDs
                $0.cast = [
                    .init(person: 1, character: "Hero", billing: 1),
                    .init(person: 1, character: "Hero", billing: 1),
                    .init(person: 2, character: "Villain", billing: 1), .init(person: 1, billing: 2),
                ]
                $0.crew = [
                    .init(person: 1, job: "Director"), .init(person: 1, job: "Writer"),
                    .init(person: 2, job: "Director"),
                ]
            }
        )
        try await catalog.given(
            film {
                $0.genres = [1]
                $0.countries = ["AA"]
                $0.languages = ["aa"]
                $0.alternativeTitles = ["Ex"]
                $0.externalIDs = [.init(source: "s", id: "2"), .init(source: "v", id: "1")]
                $0.cast = [.init(person: 1, billing: 1)]
                $0.crew = [.init(person: 1, job: "Director")]
            },
            .movie("Y", 2000) {
                $0.originalTitle = "Ypsilon"
                $0.runtime = 91
                $0.overview = "Another film."
                $0.posterURL = "https://example.org/y"
                $0.popularity = 2
                $0.rating = 6
            },
            .movie("Y", 1999),
            .movie("X", 2000)
        )
    }

    private static func film(_ fill: (inout MovieDraft) -> Void) -> CatalogCommand {
        .movie("X", 1999) {
            $0.originalTitle = "Iks"
            $0.runtime = 90
            $0.overview = "A film."
            $0.posterURL = "https://example.org/x"
            $0.popularity = 1
            $0.rating = 5
            fill(&$0)
        }
    }

    private static func withdrawals(_ catalog: RunningCatalog) async throws {
        try await catalog.given(.withdrawMovie(3), .withdrawMovie(4), .withdrawPerson(3), .withdrawPerson(4))
        try await catalog.given(
            .withdrawGenre(3),
            .withdrawGenre(4),
            .withdrawCountry("CC"),
            .withdrawCountry("DD")
        )
        try await catalog.given(.withdrawLanguage("cc"), .withdrawLanguage("dd"))
    }
}
