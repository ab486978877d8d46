import Contracts
import GRDB

/// Events of films.
extension Evolution {
    func registered(_ id: MovieID, _ facts: MovieFacts) throws {
        try tables.run(
            "INSERT INTO movies (id, slug, title, year) VALUES (?, ?, ?, ?)",
            .id(id),
            .text(facts.slug),
            .text(facts.title),
            .number(facts.year)
        )
        try set(.originalTitle, facts.originalTitle.map { .text($0) }, of: id)
        try set(.runtime, facts.runtime.map { .number($0) }, of: id)
        try set(.overview, facts.overview.map { .text($0) }, of: id)
        try set(.poster, facts.posterURL.map { .text($0) }, of: id)
        try set(.popularity, facts.popularity.map { .double($0) }, of: id)
        try set(.rating, facts.rating.map { .double($0) }, of: id)
        for genre in facts.genres { try add(genre, to: id) }
        for country in facts.countries { try add(country, to: id) }
        for language in facts.languages { try add(language, to: id) }
        for title in facts.alternativeTitles { try add(title, to: id) }
        for externalID in facts.externalIDs { try add(externalID, to: id) }
        for credit in facts.credits { try insert(credit, into: id) }
        if let last = facts.credits.map(\.id).max() { try given(last) }
    }

    func revised(_ event: MovieRevised) throws {
        let id = event.id
        if let title = event.title {
            try tables.run("UPDATE movies SET title = ? WHERE id = ?", .text(title), .id(id))
        }
        if let year = event.year {
            try tables.run("UPDATE movies SET year = ? WHERE id = ?", .number(year), .id(id))
        }
        try change(.originalTitle, event.originalTitle, of: id) { .text($0) }
        try change(.runtime, event.runtime, of: id) { .number($0) }
        try change(.overview, event.overview, of: id) { .text($0) }
        try change(.poster, event.posterURL, of: id) { .text($0) }
        try change(.popularity, event.popularity, of: id) { .double($0) }
        try change(.rating, event.rating, of: id) { .double($0) }
        for genre in event.genres.removed {
            try tables.run(
                "DELETE FROM movie_genres WHERE movie_id = ? AND genre_id = ?",
                .id(id),
                .id(genre)
            )
        }
        for genre in event.genres.added { try add(genre, to: id) }
        for country in event.countries.removed {
            try tables.run(
                "DELETE FROM movie_countries WHERE movie_id = ? AND country_code = ?",
                .id(id),
                .code(country)
            )
        }
        for country in event.countries.added { try add(country, to: id) }
        for language in event.languages.removed {
            try tables.run(
                "DELETE FROM movie_languages WHERE movie_id = ? AND language_code = ?",
                .id(id),
                .code(language)
            )
        }
        for language in event.languages.added { try add(language, to: id) }
        for title in event.alternativeTitles.removed {
            try tables.run(
                "DELETE FROM movie_alternative_titles WHERE movie_id = ? AND alternative_title = ?",
                .id(id),
                .text(title)
            )
        }
        for title in event.alternativeTitles.added { try add(title, to: id) }
        for externalID in event.externalIDs.removed {
            try tables.run(
                "DELETE FROM movie_external_ids WHERE source = ? AND external_id = ?",
                .text(externalID.source),
                .text(externalID.id)
            )
        }
        for externalID in event.externalIDs.added { try add(externalID, to: id) }
    }

    /// The optional facts of a film, each in a table of its own.
    enum OptionalFact {
        case originalTitle, runtime, overview, poster, popularity, rating

        var insert: String {
            switch self {
            case .originalTitle:
                "INSERT OR REPLACE INTO movie_original_titles (movie_id, original_title) VALUES (?, ?)"
            case .runtime: "INSERT OR REPLACE INTO movie_runtimes (movie_id, runtime) VALUES (?, ?)"
            case .overview: "INSERT OR REPLACE INTO movie_overviews (movie_id, overview) VALUES (?, ?)"
            case .poster: "INSERT OR REPLACE INTO movie_posters (movie_id, poster_url) VALUES (?, ?)"
            case .popularity: "INSERT OR REPLACE INTO movie_popularities (movie_id, popularity) VALUES (?, ?)"
            case .rating: "INSERT OR REPLACE INTO movie_ratings (movie_id, rating) VALUES (?, ?)"
            }
        }

        var delete: String {
            switch self {
            case .originalTitle: "DELETE FROM movie_original_titles WHERE movie_id = ?"
            case .runtime: "DELETE FROM movie_runtimes WHERE movie_id = ?"
            case .overview: "DELETE FROM movie_overviews WHERE movie_id = ?"
            case .poster: "DELETE FROM movie_posters WHERE movie_id = ?"
            case .popularity: "DELETE FROM movie_popularities WHERE movie_id = ?"
            case .rating: "DELETE FROM movie_ratings WHERE movie_id = ?"
            }
        }
    }

    private func set(_ fact: OptionalFact, _ value: SQLArgument?, of id: MovieID) throws {
        if let value { try tables.run(fact.insert, .id(id), value) }
    }

    private func change<Value>(
        _ fact: OptionalFact,
        _ change: Change<Value>,
        of id: MovieID,
        _ argument: (Value) -> SQLArgument
    ) throws {
        switch change {
        case .keep: break
        case .clear: try tables.run(fact.delete, .id(id))
        case .set(let value): try tables.run(fact.insert, .id(id), argument(value))
        }
    }

    private func add(_ genre: GenreReference, to id: MovieID) throws {
        try tables.run("INSERT INTO movie_genres (movie_id, genre_id) VALUES (?, ?)", .id(id), .id(genre.id))
    }

    private func add(_ country: CountryReference, to id: MovieID) throws {
        try tables.run(
            "INSERT INTO movie_countries (movie_id, country_code) VALUES (?, ?)",
            .id(id),
            .code(country.code)
        )
    }

    private func add(_ language: LanguageReference, to id: MovieID) throws {
        try tables.run(
            "INSERT INTO movie_languages (movie_id, language_code) VALUES (?, ?)",
            .id(id),
            .code(language.code)
        )
    }

    private func add(_ title: String, to id: MovieID) throws {
        try tables.run(
            "INSERT INTO movie_alternative_titles (movie_id, alternative_title) VALUES (?, ?)",
            .id(id),
            .text(title)
        )
    }

    private func add(_ externalID: ExternalID, to id: MovieID) throws {
        try tables.run(
            "INSERT INTO movie_external_ids (source, external_id, movie_id) VALUES (?, ?, ?)",
            .text(externalID.source),
            .text(externalID.id),
            .id(id)
        )
    }
}
