import Contracts
import EventLog
import GRDB
import JSONKit

/// A film as the tables have it. Every fact is a table, so each is read when it is asked for: a new title needs one row,
/// not the cast.
struct MovieState {
    let id: MovieID
    let slug: String
    let title: String
    let year: Int
    let isWithdrawn: Bool
    private let tables: Database

    /// Finds a film; nil when there is none.
    init?(_ id: MovieID, in tables: Database) throws {
        let state = try tables.first(
            """
            SELECT slug, title, year, EXISTS (SELECT 1 FROM movie_withdrawals WHERE movie_id = id)
            FROM movies WHERE id = ?
            """,
            .id(id)
        ) { row in
            MovieState(
                id: id,
                slug: row.string(0),
                title: row.string(1),
                year: Int(row.int64(2)),
                isWithdrawn: row.int64(3) != 0,
                tables: tables
            )
        }
        guard let state else { return nil }
        self = state
    }

    private init(id: MovieID, slug: String, title: String, year: Int, isWithdrawn: Bool, tables: Database) {
        self.id = id
        self.slug = slug
        self.title = title
        self.year = year
        self.isWithdrawn = isWithdrawn
        self.tables = tables
    }

    /// The film in other streams' events.
    var reference: MovieReference { MovieReference(id: id, slug: slug, title: title, year: year) }

    /// Everything.
    func facts() throws -> MovieFacts {
        var facts = MovieFacts(slug: slug, title: title, year: year)
        facts.originalTitle = try originalTitle()
        facts.runtime = try runtime()
        facts.overview = try overview()
        facts.posterURL = try posterURL()
        facts.popularity = try popularity()
        facts.rating = try rating()
        facts.genres = try genres()
        facts.countries = try countries()
        facts.languages = try languages()
        facts.alternativeTitles = try alternativeTitles()
        facts.externalIDs = try externalIDs()
        facts.credits = try credits()
        return facts
    }

    // MARK: Facts that a film may lack

    func originalTitle() throws -> String? {
        try tables.first("SELECT original_title FROM movie_original_titles WHERE movie_id = ?", .id(id)) {
            $0.string(0)
        }
    }

    func runtime() throws -> Int? {
        try tables.first("SELECT runtime FROM movie_runtimes WHERE movie_id = ?", .id(id)) {
            Int($0.int64(0))
        }
    }

    func overview() throws -> String? {
        try tables.first("SELECT overview FROM movie_overviews WHERE movie_id = ?", .id(id)) { $0.string(0) }
    }

    func posterURL() throws -> String? {
        try tables.first("SELECT poster_url FROM movie_posters WHERE movie_id = ?", .id(id)) { $0.string(0) }
    }

    func popularity() throws -> Double? {
        try tables.first("SELECT popularity FROM movie_popularities WHERE movie_id = ?", .id(id)) {
            $0.double(0)
        }
    }

    func rating() throws -> Double? {
        try tables.first("SELECT rating FROM movie_ratings WHERE movie_id = ?", .id(id)) { $0.double(0) }
    }

    // MARK: Sets

    func genres() throws -> [GenreReference] {
        try tables.all(
            """
            SELECT genres.id, genres.slug, genres.name FROM movie_genres JOIN genres ON genres.id = genre_id
            WHERE movie_id = ? ORDER BY genres.id
            """,
            .id(id)
        ) { GenreReference(id: GenreID(rawValue: $0.int64(0)), slug: $0.string(1), name: $0.string(2)) }
    }

    func countries() throws -> [CountryReference] {
        try tables.all(
            """
            SELECT code, name FROM movie_countries JOIN countries ON code = country_code
            WHERE movie_id = ? ORDER BY code
            """,
            .id(id)
        ) { row in
            CountryCode(rawValue: row.string(0)).map { CountryReference(code: $0, name: row.string(1)) }
        }
        .compactMap { $0 }
    }

    func languages() throws -> [LanguageReference] {
        try tables.all(
            """
            SELECT code, name FROM movie_languages JOIN languages ON code = language_code
            WHERE movie_id = ? ORDER BY code
            """,
            .id(id)
        ) { row in
            LanguageCode(rawValue: row.string(0)).map { LanguageReference(code: $0, name: row.string(1)) }
        }
        .compactMap { $0 }
    }

    func alternativeTitles() throws -> [String] {
        try tables.all(
            "SELECT alternative_title FROM movie_alternative_titles WHERE movie_id = ?",
            .id(id)
        ) { $0.string(0) }
        .sorted()
    }

    func externalIDs() throws -> [ExternalID] {
        try tables.all(
            "SELECT source, external_id FROM movie_external_ids WHERE movie_id = ? ORDER BY source",
            .id(id)
        ) { ExternalID(source: $0.string(0), id: $0.string(1)) }
    }

    // MARK: Credits

    /// The cast by billing, then the crew.
    func credits() throws -> [Credit] { try cast() + crew() }

    func cast() throws -> [Credit] {
        try tables.all(
            """
            SELECT cast_credits.credit_id, person_id, slug, name, billing, character
            FROM cast_credits JOIN people ON people.id = person_id
            LEFT JOIN cast_characters ON cast_characters.credit_id = cast_credits.credit_id
            WHERE movie_id = ? ORDER BY billing, cast_credits.credit_id
            """,
            .id(id)
        ) { row in
            Credit(
                id: CreditID(rawValue: row.int64(0)),
                person: Self.person(row),
                role: .cast(character: row.isNull(5) ? nil : row.string(5), billing: Int(row.int64(4)))
            )
        }
    }

    func crew() throws -> [Credit] {
        try tables.all(
            """
            SELECT credit_id, person_id, slug, name, job FROM crew_credits JOIN people ON people.id = person_id
            WHERE movie_id = ? ORDER BY credit_id
            """,
            .id(id)
        ) { row in
            Credit(
                id: CreditID(rawValue: row.int64(0)),
                person: Self.person(row),
                role: .crew(job: row.string(4))
            )
        }
    }

    private static func person(_ row: SQLStatement) -> PersonReference {
        PersonReference(id: PersonID(rawValue: row.int64(1)), slug: row.string(2), name: row.string(3))
    }
}
