import Contracts
import EventLog
import GRDB
import JSONKit
import WriteSide

/// What commands about people lead to.
struct PersonDecisions {
    let tables: Database

    func register(_ draft: PersonDraft) throws -> Decision<CatalogEvent> {
        let id = try NextIDs.person(in: tables)
        let references = References(tables: tables)
        var facts = PersonFacts(
            slug: "",
            name: draft.name,
            birthYear: draft.birthYear,
            deathYear: draft.deathYear
        )
        facts.externalIDs = try references.personExternalIDs(draft.externalIDs, of: id)
        checkLife(facts.birthYear, facts.deathYear, references)
        guard references.errors.isEmpty else { throw Refusal.invalid(references.errors.all) }
        facts.slug = try Self.slug(draft.name, id, in: tables)
        let event = CatalogEvent.personRegistered(PersonRegistered(id: id, facts: facts))
        return .person(id, slug: facts.slug, created: true, [event])
    }

    func revise(_ id: PersonID, _ patch: PersonPatch) throws -> Decision<CatalogEvent> {
        let facts = try live(id)
        let references = References(tables: tables)
        var event = PersonRevised(id: id)
        if let name = patch.name, name != facts.name {
            event.name = name
            let movies = try movies(of: id, most: PersonRevised.mostMovies + 1)
            if movies.count <= PersonRevised.mostMovies { event.movies = movies }
        }
        event.birthYear = patch.birthYear.difference(from: facts.birthYear)
        event.deathYear = patch.deathYear.difference(from: facts.deathYear)
        if let ids = patch.externalIDs {
            let wanted = try references.personExternalIDs(ids, of: id)
            event.externalIDs = SetChange(from: facts.externalIDs, to: wanted, key: \.self)
        }
        var (birth, death) = (facts.birthYear, facts.deathYear)
        patch.birthYear.apply(to: &birth)
        patch.deathYear.apply(to: &death)
        checkLife(birth, death, references)
        guard references.errors.isEmpty else { throw Refusal.invalid(references.errors.all) }
        return .person(id, slug: facts.slug, event == PersonRevised(id: id) ? [] : [.personRevised(event)])
    }

    /// A person leaves only when no film credits them, so that no film loses part of its cast unnoticed.
    func withdraw(_ id: PersonID) throws -> Decision<CatalogEvent> {
        guard let facts = try facts(id) else { throw unknown(id) }
        guard !(try isWithdrawn(id)) else { return .person(id, slug: facts.slug, []) }
        let films = try tables.first("SELECT count(*) FROM (\(Self.movies))", .id(id)) { $0.int64(0) }
        if let films, films > 0 {
            throw Refusal.conflict(
                "Person \(id) is credited in \(Self.films(films)); take those credits away first."
            )
        }
        return .person(id, slug: facts.slug, [.personWithdrawn(PersonWithdrawn(id: id))])
    }

    func restore(_ id: PersonID) throws -> Decision<CatalogEvent> {
        guard let facts = try facts(id) else { throw unknown(id) }
        let event = CatalogEvent.personRestored(PersonRegistered(id: id, facts: facts))
        return .person(id, slug: facts.slug, try isWithdrawn(id) ? [event] : [])
    }

    static func slug(
        _ name: String,
        _ id: PersonID,
        in tables: Database,
        taken: Set<String> = []
    ) throws -> String {
        let base = Slug.base(name, kind: "person", id: id.rawValue)
        return try Slug.unique(base, table: "people", id: id.rawValue, in: tables, taken: taken)
    }

    /// The films that credit a person.
    private static let movies = """
        SELECT movie_id FROM cast_credits WHERE person_id = ?1
        UNION SELECT movie_id FROM crew_credits WHERE person_id = ?1
        """

    /// The first of the films that credit a person, sorted.
    private func movies(of id: PersonID, most: Int) throws -> [MovieID] {
        try tables.all("\(Self.movies) ORDER BY movie_id LIMIT ?2", .id(id), .number(most)) {
            MovieID(rawValue: $0.int64(0))
        }
    }

    private func live(_ id: PersonID) throws -> PersonFacts {
        guard let facts = try facts(id) else { throw unknown(id) }
        guard !(try isWithdrawn(id)) else {
            throw Refusal.gone("Person \(id) was withdrawn; restore them before changing them.")
        }
        return facts
    }

    private func facts(_ id: PersonID) throws -> PersonFacts? {
        let row = try tables.first("SELECT slug, name FROM people WHERE id = ?", .id(id)) {
            PersonFacts(slug: $0.string(0), name: $0.string(1))
        }
        guard var facts = row else { return nil }
        facts.birthYear = try tables.first(
            "SELECT birth_year FROM person_births WHERE person_id = ?",
            .id(id)
        ) {
            Int($0.int64(0))
        }
        facts.deathYear = try tables.first(
            "SELECT death_year FROM person_deaths WHERE person_id = ?",
            .id(id)
        ) {
            Int($0.int64(0))
        }
        facts.externalIDs = try tables.all(
            "SELECT source, external_id FROM person_external_ids WHERE person_id = ? ORDER BY source",
            .id(id)
        ) { ExternalID(source: $0.string(0), id: $0.string(1)) }
        return facts
    }

    private func isWithdrawn(_ id: PersonID) throws -> Bool {
        try tables.exists("SELECT 1 FROM person_withdrawals WHERE person_id = ?", .id(id))
    }

    private func unknown(_ id: PersonID) -> Refusal {
        .notFound("There is no person \(id).")
    }

    /// "1 film", "2 films".
    static func films(_ count: Int64) -> String { count == 1 ? "1 film" : "\(count) films" }

    private func checkLife(_ birth: Int?, _ death: Int?, _ references: References) {
        if let birth, let death, death < birth {
            references.errors.add("/death_year", "is before the year of birth")
        }
    }
}
