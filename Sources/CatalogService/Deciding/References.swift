import Contracts
import EventLog
import GRDB
import JSONKit

/// Looks up what a command refers to, and notes at its pointer what is unknown or withdrawn.
struct References {
    let tables: Database
    let errors = FieldErrors()

    func genre(_ id: GenreID, at pointer: String) throws -> GenreReference? {
        let found = try tables.first("SELECT slug, name FROM genres WHERE id = ?", .id(id)) {
            GenreReference(id: id, slug: $0.string(0), name: $0.string(1))
        }
        return try checked(found, at: pointer, "no genre has the id \(id)") {
            try tables.exists("SELECT 1 FROM genre_withdrawals WHERE genre_id = ?", .id(id))
        }
    }

    func country(_ code: CountryCode, at pointer: String) throws -> CountryReference? {
        let found = try tables.first("SELECT name FROM countries WHERE code = ?", .code(code)) {
            CountryReference(code: code, name: $0.string(0))
        }
        return try checked(found, at: pointer, "no country has the code \(code)") {
            try tables.exists("SELECT 1 FROM country_withdrawals WHERE country_code = ?", .code(code))
        }
    }

    func language(_ code: LanguageCode, at pointer: String) throws -> LanguageReference? {
        let found = try tables.first("SELECT name FROM languages WHERE code = ?", .code(code)) {
            LanguageReference(code: code, name: $0.string(0))
        }
        return try checked(found, at: pointer, "no language has the code \(code)") {
            try tables.exists("SELECT 1 FROM language_withdrawals WHERE language_code = ?", .code(code))
        }
    }

    func person(_ id: PersonID, at pointer: String) throws -> PersonReference? {
        let found = try tables.first("SELECT slug, name FROM people WHERE id = ?", .id(id)) {
            PersonReference(id: id, slug: $0.string(0), name: $0.string(1))
        }
        return try checked(found, at: pointer, "no person has the id \(id)") {
            try tables.exists("SELECT 1 FROM person_withdrawals WHERE person_id = ?", .id(id))
        }
    }

    /// Looks up each member of a list, sorted and without repetitions.
    func all<Key: Hashable & Comparable, Found>(
        _ keys: [Key],
        at pointer: String,
        _ look: (Key, String) throws -> Found?
    ) throws -> [Found] {
        var seen: Set<Key> = []
        var found: [(Key, Found)] = []
        for (index, key) in keys.enumerated() where seen.insert(key).inserted {
            if let value = try look(key, "\(pointer)/\(index)") { found.append((key, value)) }
        }
        return found.sorted { $0.0 < $1.0 }.map(\.1)
    }

    /// Refuses external identifiers that belong to another film.
    func movieExternalIDs(_ ids: [ExternalID], of movie: MovieID) throws -> [ExternalID] {
        for (index, id) in ids.enumerated() {
            let owner = try tables.first(
                "SELECT movie_id FROM movie_external_ids WHERE source = ? AND external_id = ?",
                .text(id.source),
                .text(id.id)
            ) { $0.int64(0) }
            if let owner, owner != movie.rawValue {
                errors.add("/external_ids/\(index)", "belongs to movie \(owner) already")
            }
        }
        return ids.sorted()
    }

    /// Refuses external identifiers that belong to another person.
    func personExternalIDs(_ ids: [ExternalID], of person: PersonID) throws -> [ExternalID] {
        for (index, id) in ids.enumerated() {
            let owner = try tables.first(
                "SELECT person_id FROM person_external_ids WHERE source = ? AND external_id = ?",
                .text(id.source),
                .text(id.id)
            ) { $0.int64(0) }
            if let owner, owner != person.rawValue {
                errors.add("/external_ids/\(index)", "belongs to person \(owner) already")
            }
        }
        return ids.sorted()
    }

    private func checked<Found>(
        _ found: Found?,
        at pointer: String,
        _ unknown: String,
        isWithdrawn: () throws -> Bool
    ) throws -> Found? {
        guard let found else {
            errors.add(pointer, unknown)
            return nil
        }
        if try isWithdrawn() {
            errors.add(pointer, "was withdrawn; restore it first")
            return nil
        }
        return found
    }
}
