import Contracts
import GRDB

/// Events of credits.
extension Evolution {
    func added(_ credit: Credit, to movie: MovieID) throws {
        try insert(credit, into: movie)
        try given(credit.id)
    }

    func insert(_ credit: Credit, into movie: MovieID) throws {
        switch credit.role {
        case .cast(let character, let billing):
            try tables.run(
                "INSERT INTO cast_credits (credit_id, movie_id, person_id, billing) VALUES (?, ?, ?, ?)",
                .id(credit.id),
                .id(movie),
                .id(credit.person.id),
                .number(billing)
            )
            try name(character, of: credit.id)
        case .crew(let job):
            try tables.run(
                "INSERT INTO crew_credits (credit_id, movie_id, person_id, job) VALUES (?, ?, ?, ?)",
                .id(credit.id),
                .id(movie),
                .id(credit.person.id),
                .text(job)
            )
        }
    }

    func revised(_ credit: Credit) throws {
        switch credit.role {
        case .cast(let character, let billing):
            try tables.run(
                "UPDATE cast_credits SET billing = ? WHERE credit_id = ?",
                .number(billing),
                .id(credit.id)
            )
            try tables.run("DELETE FROM cast_characters WHERE credit_id = ?", .id(credit.id))
            try name(character, of: credit.id)
        case .crew(let job):
            try tables.run("UPDATE crew_credits SET job = ? WHERE credit_id = ?", .text(job), .id(credit.id))
        }
    }

    func removed(_ credit: CreditID) throws {
        try tables.run("DELETE FROM cast_characters WHERE credit_id = ?", .id(credit))
        try tables.run("DELETE FROM cast_credits WHERE credit_id = ?", .id(credit))
        try tables.run("DELETE FROM crew_credits WHERE credit_id = ?", .id(credit))
    }

    /// Remembers the largest number that a credit was given.
    func given(_ credit: CreditID) throws {
        try tables.run(
            """
            INSERT INTO counters (counter, last_value) VALUES ('credit', ?1)
            ON CONFLICT (counter) DO UPDATE SET last_value = max(last_value, ?1)
            """,
            .id(credit)
        )
    }

    private func name(_ character: String?, of credit: CreditID) throws {
        guard let character else { return }
        try tables.run(
            "INSERT INTO cast_characters (credit_id, character) VALUES (?, ?)",
            .id(credit),
            .text(character)
        )
    }
}
