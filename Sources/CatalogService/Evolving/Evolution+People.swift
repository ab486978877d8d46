import Contracts
import GRDB

/// Events of people.
extension Evolution {
    func registered(_ id: PersonID, _ facts: PersonFacts) throws {
        try tables.run(
            "INSERT INTO people (id, slug, name) VALUES (?, ?, ?)",
            .id(id),
            .text(facts.slug),
            .text(facts.name)
        )
        if let year = facts.birthYear { try born(id, year) }
        if let year = facts.deathYear { try died(id, year) }
        for externalID in facts.externalIDs { try add(externalID, to: id) }
    }

    func revised(_ event: PersonRevised) throws {
        let id = event.id
        if let name = event.name {
            try tables.run("UPDATE people SET name = ? WHERE id = ?", .text(name), .id(id))
        }
        switch event.birthYear {
        case .keep: break
        case .clear: try tables.run("DELETE FROM person_births WHERE person_id = ?", .id(id))
        case .set(let year): try born(id, year)
        }
        switch event.deathYear {
        case .keep: break
        case .clear: try tables.run("DELETE FROM person_deaths WHERE person_id = ?", .id(id))
        case .set(let year): try died(id, year)
        }
        for externalID in event.externalIDs.removed {
            try tables.run(
                "DELETE FROM person_external_ids WHERE source = ? AND external_id = ?",
                .text(externalID.source),
                .text(externalID.id)
            )
        }
        for externalID in event.externalIDs.added { try add(externalID, to: id) }
    }

    private func born(_ id: PersonID, _ year: Int) throws {
        try tables.run(
            "INSERT OR REPLACE INTO person_births (person_id, birth_year) VALUES (?, ?)",
            .id(id),
            .number(year)
        )
    }

    private func died(_ id: PersonID, _ year: Int) throws {
        try tables.run(
            "INSERT OR REPLACE INTO person_deaths (person_id, death_year) VALUES (?, ?)",
            .id(id),
            .number(year)
        )
    }

    private func add(_ externalID: ExternalID, to id: PersonID) throws {
        try tables.run(
            "INSERT INTO person_external_ids (source, external_id, person_id) VALUES (?, ?, ?)",
            .text(externalID.source),
            .text(externalID.id),
            .id(id)
        )
    }
}
