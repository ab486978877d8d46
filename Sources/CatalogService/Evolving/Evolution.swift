import Contracts
import GRDB

/// Applies events to the tables: the only code that changes them.
struct Evolution {
    let tables: Database

    func apply(_ event: CatalogEvent) throws {
        switch event {
        case .movieRegistered(let event): try registered(event.id, event.facts)
        case .movieRevised(let event): try revised(event)
        case .movieWithdrawn(let event):
            try tables.run("INSERT OR IGNORE INTO movie_withdrawals VALUES (?)", .id(event.id))
        case .movieRestored(let event):
            try tables.run("DELETE FROM movie_withdrawals WHERE movie_id = ?", .id(event.id))
        case .creditAdded(let event): try added(event.credit, to: event.movie.id)
        case .creditRevised(let event): try revised(event.credit)
        case .creditRemoved(let event): try removed(event.creditID)

        case .personRegistered(let event): try registered(event.id, event.facts)
        case .personRevised(let event): try revised(event)
        case .personWithdrawn(let event):
            try tables.run("INSERT OR IGNORE INTO person_withdrawals VALUES (?)", .id(event.id))
        case .personRestored(let event):
            try tables.run("DELETE FROM person_withdrawals WHERE person_id = ?", .id(event.id))

        case .genreRegistered(let event):
            try tables.run(
                "INSERT INTO genres (id, slug, name) VALUES (?, ?, ?)",
                .id(event.genre.id),
                .text(event.genre.slug),
                .text(event.genre.name)
            )
        case .genreRevised(let event):
            try tables.run(
                "UPDATE genres SET name = ? WHERE id = ?",
                .text(event.genre.name),
                .id(event.genre.id)
            )
        case .genreWithdrawn(let event):
            try tables.run("INSERT OR IGNORE INTO genre_withdrawals VALUES (?)", .id(event.genre.id))
        case .genreRestored(let event):
            try tables.run("DELETE FROM genre_withdrawals WHERE genre_id = ?", .id(event.genre.id))

        case .countryRegistered(let event):
            try tables.run(
                "INSERT INTO countries (code, name) VALUES (?, ?)",
                .code(event.country.code),
                .text(event.country.name)
            )
        case .countryRevised(let event):
            try tables.run(
                "UPDATE countries SET name = ? WHERE code = ?",
                .text(event.country.name),
                .code(event.country.code)
            )
        case .countryWithdrawn(let event):
            try tables.run("INSERT OR IGNORE INTO country_withdrawals VALUES (?)", .code(event.country.code))
        case .countryRestored(let event):
            try tables.run(
                "DELETE FROM country_withdrawals WHERE country_code = ?",
                .code(event.country.code)
            )

        case .languageRegistered(let event):
            try tables.run(
                "INSERT INTO languages (code, name) VALUES (?, ?)",
                .code(event.language.code),
                .text(event.language.name)
            )
        case .languageRevised(let event):
            try tables.run(
                "UPDATE languages SET name = ? WHERE code = ?",
                .text(event.language.name),
                .code(event.language.code)
            )
        case .languageWithdrawn(let event):
            try tables.run(
                "INSERT OR IGNORE INTO language_withdrawals VALUES (?)",
                .code(event.language.code)
            )
        case .languageRestored(let event):
            try tables.run(
                "DELETE FROM language_withdrawals WHERE language_code = ?",
                .code(event.language.code)
            )

        case .searchPinSet(let event):
            try cleared(event.query)
            for (place, movie) in event.movies.enumerated() {
                try tables.run(
                    "INSERT INTO search_pins (query, place, movie_id) VALUES (?, ?, ?)",
                    .text(event.query),
                    .number(place + 1),
                    .id(movie)
                )
            }
        case .searchPinCleared(let event): try cleared(event.query)
        }
    }

    private func cleared(_ query: String) throws {
        try tables.run("DELETE FROM search_pins WHERE query = ?", .text(query))
    }
}
