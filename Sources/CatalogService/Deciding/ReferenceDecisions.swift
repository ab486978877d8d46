import Contracts
import EventLog
import GRDB
import JSONKit
import WriteSide

/// What commands about genres, countries and languages lead to.
///
/// A name belongs to one genre, country or language only. One that films use cannot be withdrawn.
struct ReferenceDecisions {
    let tables: Database

    // MARK: Genres

    func registerGenre(_ name: String) throws -> Decision<CatalogEvent> {
        if let owner = try genreNamed(name) {
            throw Refusal.conflict("Genre \(owner) has the name \"\(name)\" already.")
        }
        let genre = try newGenre(name, id: try NextIDs.genre(in: tables))
        return .genre(genre, created: true, [.genreRegistered(GenreChanged(genre: genre))])
    }

    /// A genre with a slug of its own, before it is registered.
    func newGenre(_ name: String, id: GenreID, taken: Set<String> = []) throws -> GenreReference {
        let base = Slug.base(name, kind: "genre", id: id.rawValue)
        let slug = try Slug.unique(base, table: "genres", id: id.rawValue, in: tables, taken: taken)
        return GenreReference(id: id, slug: slug, name: name)
    }

    func reviseGenre(_ id: GenreID, _ name: String) throws -> Decision<CatalogEvent> {
        var genre = try genre(id)
        guard !(try isWithdrawn(id)) else {
            throw Refusal.gone("Genre \(id) was withdrawn; restore it first.")
        }
        guard genre.name != name else { return .genre(genre, []) }
        if let owner = try genreNamed(name), owner != id {
            throw Refusal.conflict("Genre \(owner) has the name \"\(name)\" already.")
        }
        genre.name = name
        return .genre(genre, [.genreRevised(GenreChanged(genre: genre))])
    }

    func withdrawGenre(_ id: GenreID) throws -> Decision<CatalogEvent> {
        let genre = try genre(id)
        guard !(try isWithdrawn(id)) else { return .genre(genre, []) }
        try refuseUsed("Genre \(id)", "SELECT count(*) FROM movie_genres WHERE genre_id = ?", .id(id))
        return .genre(genre, [.genreWithdrawn(GenreChanged(genre: genre))])
    }

    func restoreGenre(_ id: GenreID) throws -> Decision<CatalogEvent> {
        let genre = try genre(id)
        return .genre(genre, try isWithdrawn(id) ? [.genreRestored(GenreChanged(genre: genre))] : [])
    }

    /// The genre with exactly this name.
    func genreNamed(_ name: String) throws -> GenreID? {
        try tables.first("SELECT id FROM genres WHERE name = ?", .text(name)) {
            GenreID(rawValue: $0.int64(0))
        }
    }

    private func genre(_ id: GenreID) throws -> GenreReference {
        let genre = try tables.first("SELECT slug, name FROM genres WHERE id = ?", .id(id)) {
            GenreReference(id: id, slug: $0.string(0), name: $0.string(1))
        }
        guard let genre else { throw Refusal.notFound("There is no genre \(id).") }
        return genre
    }

    private func isWithdrawn(_ id: GenreID) throws -> Bool {
        try tables.exists("SELECT 1 FROM genre_withdrawals WHERE genre_id = ?", .id(id))
    }

    // MARK: Countries

    func registerCountry(_ code: CountryCode, _ name: String) throws -> Decision<CatalogEvent> {
        if try countryName(code) != nil { throw Refusal.conflict("Country \(code) is registered already.") }
        try refuseTaken("SELECT code FROM countries WHERE name = ?", name, except: code.rawValue, "Country")
        let country = CountryReference(code: code, name: name)
        return .country(code, created: true, [.countryRegistered(CountryChanged(country: country))])
    }

    func reviseCountry(_ code: CountryCode, _ name: String) throws -> Decision<CatalogEvent> {
        let old = try country(code)
        guard !(try isWithdrawn(code)) else {
            throw Refusal.gone("Country \(code) was withdrawn; restore it first.")
        }
        guard old.name != name else { return .country(code, []) }
        try refuseTaken("SELECT code FROM countries WHERE name = ?", name, except: code.rawValue, "Country")
        let country = CountryReference(code: code, name: name)
        return .country(code, [.countryRevised(CountryChanged(country: country))])
    }

    func withdrawCountry(_ code: CountryCode) throws -> Decision<CatalogEvent> {
        let country = try country(code)
        guard !(try isWithdrawn(code)) else { return .country(code, []) }
        try refuseUsed(
            "Country \(code)",
            "SELECT count(*) FROM movie_countries WHERE country_code = ?",
            .code(code)
        )
        return .country(code, [.countryWithdrawn(CountryChanged(country: country))])
    }

    func restoreCountry(_ code: CountryCode) throws -> Decision<CatalogEvent> {
        let country = try country(code)
        return .country(
            code,
            try isWithdrawn(code) ? [.countryRestored(CountryChanged(country: country))] : []
        )
    }

    private func countryName(_ code: CountryCode) throws -> String? {
        try tables.first("SELECT name FROM countries WHERE code = ?", .code(code)) { $0.string(0) }
    }

    private func country(_ code: CountryCode) throws -> CountryReference {
        guard let name = try countryName(code) else { throw Refusal.notFound("There is no country \(code).") }
        return CountryReference(code: code, name: name)
    }

    private func isWithdrawn(_ code: CountryCode) throws -> Bool {
        try tables.exists("SELECT 1 FROM country_withdrawals WHERE country_code = ?", .code(code))
    }

    // MARK: Languages

    func registerLanguage(_ code: LanguageCode, _ name: String) throws -> Decision<CatalogEvent> {
        if try languageName(code) != nil { throw Refusal.conflict("Language \(code) is registered already.") }
        try refuseTaken("SELECT code FROM languages WHERE name = ?", name, except: code.rawValue, "Language")
        let language = LanguageReference(code: code, name: name)
        return .language(code, created: true, [.languageRegistered(LanguageChanged(language: language))])
    }

    func reviseLanguage(_ code: LanguageCode, _ name: String) throws -> Decision<CatalogEvent> {
        let old = try language(code)
        guard !(try isWithdrawn(code)) else {
            throw Refusal.gone("Language \(code) was withdrawn; restore it first.")
        }
        guard old.name != name else { return .language(code, []) }
        try refuseTaken("SELECT code FROM languages WHERE name = ?", name, except: code.rawValue, "Language")
        let language = LanguageReference(code: code, name: name)
        return .language(code, [.languageRevised(LanguageChanged(language: language))])
    }

    func withdrawLanguage(_ code: LanguageCode) throws -> Decision<CatalogEvent> {
        let language = try language(code)
        guard !(try isWithdrawn(code)) else { return .language(code, []) }
        try refuseUsed(
            "Language \(code)",
            "SELECT count(*) FROM movie_languages WHERE language_code = ?",
            .code(code)
        )
        return .language(code, [.languageWithdrawn(LanguageChanged(language: language))])
    }

    func restoreLanguage(_ code: LanguageCode) throws -> Decision<CatalogEvent> {
        let language = try language(code)
        return .language(
            code,
            try isWithdrawn(code) ? [.languageRestored(LanguageChanged(language: language))] : []
        )
    }

    private func languageName(_ code: LanguageCode) throws -> String? {
        try tables.first("SELECT name FROM languages WHERE code = ?", .code(code)) { $0.string(0) }
    }

    private func language(_ code: LanguageCode) throws -> LanguageReference {
        guard let name = try languageName(code) else {
            throw Refusal.notFound("There is no language \(code).")
        }
        return LanguageReference(code: code, name: name)
    }

    private func isWithdrawn(_ code: LanguageCode) throws -> Bool {
        try tables.exists("SELECT 1 FROM language_withdrawals WHERE language_code = ?", .code(code))
    }

    // MARK: What all three share

    private func refuseUsed(_ what: String, _ count: String, _ argument: SQLArgument) throws {
        let films = try tables.first(count, argument) { $0.int64(0) } ?? 0
        if films > 0 {
            throw Refusal.conflict(
                "\(what) is used by \(PersonDecisions.films(films)); take it away from there first."
            )
        }
    }

    private func refuseTaken(_ owner: String, _ name: String, except code: String, _ what: String) throws {
        if let taken = try tables.first(owner, .text(name), read: { $0.string(0) }), taken != code {
            throw Refusal.conflict("\(what) \(taken) has the name \"\(name)\" already.")
        }
    }
}
