import Contracts
import EventLog
import GRDB
import JSONKit

/// A film as the tables have it.
struct MovieState {
    var facts: MovieFacts
    var isWithdrawn: Bool

    /// Reads a film; nil when there is none.
    init?(_ id: MovieID, in tables: Database) throws {
        let row = try tables.first("SELECT slug, title, year FROM movies WHERE id = ?", .id(id)) {
            MovieFacts(slug: $0.string(0), title: $0.string(1), year: Int($0.int64(2)))
        }
        guard var facts = row else { return nil }
        facts.originalTitle = try tables.first(
            "SELECT original_title FROM movie_original_titles WHERE movie_id = ?",
            .id(id)
        ) { $0.string(0) }
        facts.runtime = try tables.first("SELECT runtime FROM movie_runtimes WHERE movie_id = ?", .id(id)) {
            Int($0.int64(0))
        }
        facts.overview = try tables.first("SELECT overview FROM movie_overviews WHERE movie_id = ?", .id(id))
        {
            $0.string(0)
        }
        facts.posterURL = try tables.first("SELECT poster_url FROM movie_posters WHERE movie_id = ?", .id(id))
        {
            $0.string(0)
        }
        facts.popularity = try tables.first(
            "SELECT popularity FROM movie_popularities WHERE movie_id = ?",
            .id(id)
        ) { $0.double(0) }
        facts.rating = try tables.first("SELECT rating FROM movie_ratings WHERE movie_id = ?", .id(id)) {
            $0.double(0)
        }
        facts.genres = try tables.all(
            """
            SELECT genres.id, genres.slug, genres.name FROM movie_genres JOIN genres ON genres.id = genre_id
            WHERE movie_id = ? ORDER BY genres.id
            """,
            .id(id)
        ) { GenreReference(id: GenreID(rawValue: $0.int64(0)), slug: $0.string(1), name: $0.string(2)) }
        facts.countries = try tables.all(
            """
            SELECT code, name FROM movie_countries JOIN countries ON code = country_code
            WHERE movie_id = ? ORDER BY code
            """,
            .id(id)
        ) { row in
            CountryCode(rawValue: row.string(0)).map { CountryReference(code: $0, name: row.string(1)) }
        }
        .compactMap { $0 }
        facts.languages = try tables.all(
            """
            SELECT code, name FROM movie_languages JOIN languages ON code = language_code
            WHERE movie_id = ? ORDER BY code
            """,
            .id(id)
        ) { row in
            LanguageCode(rawValue: row.string(0)).map { LanguageReference(code: $0, name: row.string(1)) }
        }
        .compactMap { $0 }
        facts.alternativeTitles = try tables.all(
            "SELECT alternative_title FROM movie_alternative_titles WHERE movie_id = ?",
            .id(id)
        ) { $0.string(0) }
        .sorted()
        facts.externalIDs = try tables.all(
            "SELECT source, external_id FROM movie_external_ids WHERE movie_id = ? ORDER BY source",
            .id(id)
        ) { ExternalID(source: $0.string(0), id: $0.string(1)) }
        facts.credits = try Self.cast(of: id, in: tables) + Self.crew(of: id, in: tables)
        self.facts = facts
        isWithdrawn = try tables.exists("SELECT 1 FROM movie_withdrawals WHERE movie_id = ?", .id(id))
    }

    /// The film in other streams' events.
    func reference(_ id: MovieID) -> MovieReference {
        MovieReference(id: id, slug: facts.slug, title: facts.title, year: facts.year)
    }

    private static func cast(of id: MovieID, in tables: Database) throws -> [Credit] {
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
                person: person(row),
                role: .cast(character: row.isNull(5) ? nil : row.string(5), billing: Int(row.int64(4)))
            )
        }
    }

    private static func crew(of id: MovieID, in tables: Database) throws -> [Credit] {
        try tables.all(
            """
            SELECT credit_id, person_id, slug, name, job FROM crew_credits JOIN people ON people.id = person_id
            WHERE movie_id = ? ORDER BY credit_id
            """,
            .id(id)
        ) { row in
            Credit(id: CreditID(rawValue: row.int64(0)), person: person(row), role: .crew(job: row.string(4)))
        }
    }

    private static func person(_ row: SQLStatement) -> PersonReference {
        PersonReference(id: PersonID(rawValue: row.int64(1)), slug: row.string(2), name: row.string(3))
    }
}
