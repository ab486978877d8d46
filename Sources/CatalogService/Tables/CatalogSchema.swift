import GRDB

/// The catalog's normalized tables, in Boyce–Codd normal form; docs/tables.md says what each one means.
///
/// No column is ever NULL: an optional fact is a table of its own, and a withdrawn entity is a row in a table of
/// withdrawals. Foreign keys are declared for readers of the schema; `decide` checks references before there is an
/// event, and `evolve` runs with the checks off, because a fact in the log is not up for discussion.
///
/// Only what commands ask for often has an index: each one costs every film. Which films a genre, country or language
/// stands in is asked when it is withdrawn, which may take a scan.
enum CatalogSchema {
    /// Every table that `evolve` fills, in the order in which a verification compares them.
    static let tables = [
        "movies", "movie_original_titles", "movie_runtimes", "movie_overviews", "movie_posters",
        "movie_popularities", "movie_ratings", "movie_withdrawals", "movie_genres", "movie_countries",
        "movie_languages", "movie_alternative_titles", "movie_external_ids", "cast_credits",
        "cast_characters",
        "crew_credits", "counters", "people", "person_births", "person_deaths", "person_withdrawals",
        "person_external_ids", "genres", "genre_withdrawals", "countries", "country_withdrawals", "languages",
        "language_withdrawals", "search_pins",
    ]

    static func migrate(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("catalog tables") { db in try db.execute(sql: ddl) }
    }

    private static let ddl = """
        CREATE TABLE genres (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE) STRICT;
        CREATE TABLE genre_withdrawals (genre_id INTEGER PRIMARY KEY REFERENCES genres) STRICT;
        CREATE TABLE countries (code TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT, WITHOUT ROWID;
        CREATE TABLE country_withdrawals (country_code TEXT PRIMARY KEY REFERENCES countries) STRICT, WITHOUT ROWID;
        CREATE TABLE languages (code TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT, WITHOUT ROWID;
        CREATE TABLE language_withdrawals (language_code TEXT PRIMARY KEY REFERENCES languages) STRICT, WITHOUT ROWID;

        CREATE TABLE people (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT;
        CREATE TABLE person_births (person_id INTEGER PRIMARY KEY REFERENCES people, birth_year INTEGER NOT NULL) STRICT;
        CREATE TABLE person_deaths (person_id INTEGER PRIMARY KEY REFERENCES people, death_year INTEGER NOT NULL) STRICT;
        CREATE TABLE person_withdrawals (person_id INTEGER PRIMARY KEY REFERENCES people) STRICT;
        CREATE TABLE person_external_ids (
            source TEXT NOT NULL, external_id TEXT NOT NULL, person_id INTEGER NOT NULL REFERENCES people,
            PRIMARY KEY (source, external_id), UNIQUE (person_id, source)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE movies (
            id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, title TEXT NOT NULL, year INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE movie_original_titles (
            movie_id INTEGER PRIMARY KEY REFERENCES movies, original_title TEXT NOT NULL) STRICT;
        CREATE TABLE movie_runtimes (movie_id INTEGER PRIMARY KEY REFERENCES movies, runtime INTEGER NOT NULL) STRICT;
        CREATE TABLE movie_overviews (movie_id INTEGER PRIMARY KEY REFERENCES movies, overview TEXT NOT NULL) STRICT;
        CREATE TABLE movie_posters (movie_id INTEGER PRIMARY KEY REFERENCES movies, poster_url TEXT NOT NULL) STRICT;
        CREATE TABLE movie_popularities (movie_id INTEGER PRIMARY KEY REFERENCES movies, popularity REAL NOT NULL) STRICT;
        CREATE TABLE movie_ratings (movie_id INTEGER PRIMARY KEY REFERENCES movies, rating REAL NOT NULL) STRICT;
        CREATE TABLE movie_withdrawals (movie_id INTEGER PRIMARY KEY REFERENCES movies) STRICT;
        CREATE TABLE movie_genres (
            movie_id INTEGER NOT NULL REFERENCES movies, genre_id INTEGER NOT NULL REFERENCES genres,
            PRIMARY KEY (movie_id, genre_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE movie_countries (
            movie_id INTEGER NOT NULL REFERENCES movies, country_code TEXT NOT NULL REFERENCES countries,
            PRIMARY KEY (movie_id, country_code)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE movie_languages (
            movie_id INTEGER NOT NULL REFERENCES movies, language_code TEXT NOT NULL REFERENCES languages,
            PRIMARY KEY (movie_id, language_code)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE movie_alternative_titles (
            movie_id INTEGER NOT NULL REFERENCES movies, alternative_title TEXT NOT NULL,
            PRIMARY KEY (movie_id, alternative_title)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE movie_external_ids (
            source TEXT NOT NULL, external_id TEXT NOT NULL, movie_id INTEGER NOT NULL REFERENCES movies,
            PRIMARY KEY (source, external_id), UNIQUE (movie_id, source)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE cast_credits (
            credit_id INTEGER PRIMARY KEY, movie_id INTEGER NOT NULL REFERENCES movies,
            person_id INTEGER NOT NULL REFERENCES people, billing INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX cast_credits_by_movie ON cast_credits (movie_id);
        CREATE INDEX cast_credits_by_person ON cast_credits (person_id);
        CREATE TABLE cast_characters (
            credit_id INTEGER PRIMARY KEY REFERENCES cast_credits, character TEXT NOT NULL) STRICT;
        CREATE TABLE crew_credits (
            credit_id INTEGER PRIMARY KEY, movie_id INTEGER NOT NULL REFERENCES movies,
            person_id INTEGER NOT NULL REFERENCES people, job TEXT NOT NULL,
            UNIQUE (movie_id, person_id, job)
        ) STRICT;
        CREATE INDEX crew_credits_by_person ON crew_credits (person_id);

        CREATE TABLE counters (counter TEXT PRIMARY KEY, last_value INTEGER NOT NULL) STRICT, WITHOUT ROWID;

        CREATE TABLE search_pins (
            query TEXT NOT NULL, place INTEGER NOT NULL, movie_id INTEGER NOT NULL REFERENCES movies,
            PRIMARY KEY (query, place), UNIQUE (query, movie_id)
        ) STRICT, WITHOUT ROWID;
        """
}
