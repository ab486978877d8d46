import Contracts
import EventLog
import GRDB
import JSONKit

/// Numbers for new entities: one more than the largest ever given.
///
/// Films, people and genres are never deleted, so the largest number in their table is the largest ever given.
/// Credits are deleted, so their last number is kept in `counters`.
enum NextIDs {
    static func movie(in tables: Database) throws -> MovieID {
        MovieID(rawValue: try largest("SELECT max(id) FROM movies", in: tables) + 1)
    }

    static func person(in tables: Database) throws -> PersonID {
        PersonID(rawValue: try largest("SELECT max(id) FROM people", in: tables) + 1)
    }

    static func genre(in tables: Database) throws -> GenreID {
        GenreID(rawValue: try largest("SELECT max(id) FROM genres", in: tables) + 1)
    }

    static func credit(in tables: Database) throws -> CreditID {
        CreditID(
            rawValue: try largest("SELECT last_value FROM counters WHERE counter = 'credit'", in: tables) + 1
        )
    }

    /// The table's largest number; an empty table's NULL reads as 0.
    private static func largest(_ sql: String, in tables: Database) throws -> Int64 {
        try tables.first(sql) { $0.int64(0) } ?? 0
    }
}
