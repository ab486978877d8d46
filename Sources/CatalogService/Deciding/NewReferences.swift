import Contracts
import EventLog
import GRDB
import JSONKit
import WriteSide

/// What an import mentions by name: found in the tables, or made, once, with the events that register it.
struct NewReferences {
    private let tables: Database
    private let source: String
    /// Registrations of what was missing, in order.
    private(set) var events: [CatalogEvent] = []
    private var genres: [String: GenreReference] = [:]
    private var countries: [CountryCode: CountryReference] = [:]
    private var languages: [LanguageCode: LanguageReference] = [:]
    private var people: [String: PersonReference] = [:]
    private var newSlugs: Set<String> = []
    private var nextGenre: GenreID?
    private var nextPerson: PersonID?

    init(tables: Database, source: String) {
        self.tables = tables
        self.source = source
    }

    mutating func genre(_ name: String) throws -> GenreReference {
        if let known = genres[name] { return known }
        let found = try tables.first("SELECT id, slug FROM genres WHERE name = ?", .text(name)) {
            GenreReference(id: GenreID(rawValue: $0.int64(0)), slug: $0.string(1), name: name)
        }
        let genre: GenreReference
        if let found {
            genre = found
            if try tables.exists("SELECT 1 FROM genre_withdrawals WHERE genre_id = ?", .id(found.id)) {
                events.append(.genreRestored(GenreChanged(genre: found)))
            }
        } else {
            let id = try nextGenre ?? NextIDs.genre(in: tables)
            nextGenre = GenreID(rawValue: id.rawValue + 1)
            let taken = Set(genres.values.map(\.slug))
            genre = try ReferenceDecisions(tables: tables).newGenre(name, id: id, taken: taken)
            events.append(.genreRegistered(GenreChanged(genre: genre)))
        }
        genres[name] = genre
        return genre
    }

    mutating func country(_ named: MovieImport.NamedCode<CountryCode>) throws -> CountryReference {
        if let known = countries[named.code] { return known }
        let found = try tables.first("SELECT name FROM countries WHERE code = ?", .code(named.code)) {
            CountryReference(code: named.code, name: $0.string(0))
        }
        let country =
            try found
            ?? CountryReference(
                code: named.code,
                name: freeName(
                    named.name,
                    code: named.code.rawValue,
                    taken: Set(countries.values.map(\.name)),
                    "SELECT 1 FROM countries WHERE name = ?"
                )
            )
        if found == nil {
            events.append(.countryRegistered(CountryChanged(country: country)))
        } else if try tables.exists(
            "SELECT 1 FROM country_withdrawals WHERE country_code = ?",
            .code(named.code)
        ) {
            events.append(.countryRestored(CountryChanged(country: country)))
        }
        countries[named.code] = country
        return country
    }

    mutating func language(_ named: MovieImport.NamedCode<LanguageCode>) throws -> LanguageReference {
        if let known = languages[named.code] { return known }
        let found = try tables.first("SELECT name FROM languages WHERE code = ?", .code(named.code)) {
            LanguageReference(code: named.code, name: $0.string(0))
        }
        let language =
            try found
            ?? LanguageReference(
                code: named.code,
                name: freeName(
                    named.name,
                    code: named.code.rawValue,
                    taken: Set(languages.values.map(\.name)),
                    "SELECT 1 FROM languages WHERE name = ?"
                )
            )
        if found == nil {
            events.append(.languageRegistered(LanguageChanged(language: language)))
        } else if try tables.exists(
            "SELECT 1 FROM language_withdrawals WHERE language_code = ?",
            .code(named.code)
        ) {
            events.append(.languageRestored(LanguageChanged(language: language)))
        }
        languages[named.code] = language
        return language
    }

    /// People of a source are known by its identifier for them, or by their name where it has none.
    mutating func person(_ name: String, externalID: String?) throws -> PersonReference {
        let key = externalID ?? name
        if let known = people[key] { return known }
        let found = try tables.first(
            """
            SELECT id, slug, name FROM person_external_ids JOIN people ON id = person_id
            WHERE source = ? AND external_id = ?
            """,
            .text(source),
            .text(key)
        ) { PersonReference(id: PersonID(rawValue: $0.int64(0)), slug: $0.string(1), name: $0.string(2)) }
        let person: PersonReference
        if let found {
            person = found
            if try tables.exists("SELECT 1 FROM person_withdrawals WHERE person_id = ?", .id(found.id)) {
                events.append(
                    .personRestored(PersonRegistered(id: found.id, facts: try restoredFacts(found)))
                )
            }
        } else {
            let id = try nextPerson ?? NextIDs.person(in: tables)
            nextPerson = PersonID(rawValue: id.rawValue + 1)
            let slug = try PersonDecisions.slug(name, id, in: tables, taken: newSlugs)
            newSlugs.insert(slug)
            person = PersonReference(id: id, slug: slug, name: name)
            let facts = PersonFacts(
                slug: slug,
                name: name,
                externalIDs: [ExternalID(source: source, id: key)]
            )
            events.append(.personRegistered(PersonRegistered(id: id, facts: facts)))
        }
        people[key] = person
        return person
    }

    private func restoredFacts(_ person: PersonReference) throws -> PersonFacts {
        let decision = try PersonDecisions(tables: tables).restore(person.id)
        guard case .personRestored(let event)? = decision.events.first else {
            throw Refusal.notFound("There is no person \(person.id).")
        }
        return event.facts
    }

    /// The given name or the code; with the code or a number behind it where that name is another's.
    private func freeName(
        _ given: String?,
        code: String,
        taken: Set<String>,
        _ isTaken: String
    ) throws -> String {
        let name = given ?? code
        var candidate = name
        var number = 1
        while try taken.contains(candidate) || tables.exists(isTaken, .text(candidate)) {
            candidate = number == 1 ? "\(name) (\(code))" : "\(name) (\(code) \(number))"
            number += 1
        }
        return candidate
    }
}
