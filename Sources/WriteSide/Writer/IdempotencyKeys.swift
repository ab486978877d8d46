import Contracts
import EventLog
import GRDB

/// The stored answers to requests that came with an idempotency key.
///
/// `key_id` and `(actor, idempotency_key)` determine the row and nothing smaller determines anything, so the table is in
/// Boyce–Codd normal form. It is no part of the log and cannot be made from it: rows are removed when they are old.
enum IdempotencyKeys {
    static let table = "idempotency_keys"

    static func migrate(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("idempotency-1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE idempotency_keys (
                        key_id INTEGER PRIMARY KEY,
                        actor TEXT NOT NULL,
                        idempotency_key TEXT NOT NULL,
                        fingerprint BLOB NOT NULL,
                        answered_at INTEGER NOT NULL,
                        position INTEGER NOT NULL,
                        version INTEGER NOT NULL,
                        outcome TEXT NOT NULL,
                        body TEXT NOT NULL,
                        UNIQUE (actor, idempotency_key)
                    ) STRICT;
                    """
            )
        }
    }

    /// The answer that was given to this actor's request of this key, if there was one.
    ///
    /// - Throws: ``Refusal`` `keyReused` when that was another request.
    static func answer(to idempotency: Idempotency, of actor: String, in database: Database) throws
        -> Receipt?
    {
        let select = try SQLStatement(
            database,
            """
            SELECT fingerprint, position, version, outcome, body FROM idempotency_keys
            WHERE actor = ? AND idempotency_key = ?
            """
        )
        defer { select.reset() }
        select.bind(actor, at: 1)
        select.bind(idempotency.key, at: 2)
        guard try select.step() else { return nil }
        guard RequestFingerprint(stored: select.bytes(0)) == idempotency.fingerprint else {
            throw Refusal(.keyReused, "This idempotency key was used for another request; use a new one.")
        }
        return Receipt(
            position: Position(rawValue: select.int64(1)),
            version: select.int64(2),
            outcome: Receipt.Outcome(rawValue: select.string(3)) ?? .changed,
            body: select.bytes(4),
            isReplayed: true
        )
    }

    /// Stores the answer to a request.
    static func store(
        _ receipt: Receipt,
        for idempotency: Idempotency,
        of actor: String,
        now: Int64,
        in database: Database
    ) throws {
        let insert = try SQLStatement(
            database,
            """
            INSERT INTO idempotency_keys
            (actor, idempotency_key, fingerprint, answered_at, position, version, outcome, body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """
        )
        insert.bind(actor, at: 1)
        insert.bind(idempotency.key, at: 2)
        idempotency.fingerprint.bytes.withUnsafeBytes { insert.bind(blob: $0, at: 3) }
        insert.bind(now, at: 4)
        insert.bind(receipt.position.rawValue, at: 5)
        insert.bind(receipt.version, at: 6)
        insert.bind(receipt.outcome.rawValue, at: 7)
        insert.bind(text: receipt.body, at: 8)
        try insert.run()
    }

    /// Removes at most `limit` of the oldest keys that are too old or too many.
    ///
    /// Keys are numbered in the order of their age, so this looks at the first rows of the table only.
    static func removeExpired(atMost limit: Int, options: WriterOptions, now: Int64, in database: Database)
        throws
    {
        let delete = try SQLStatement(
            database,
            """
            DELETE FROM idempotency_keys
            WHERE key_id IN (SELECT key_id FROM idempotency_keys ORDER BY key_id LIMIT ?)
            AND (answered_at < ? OR key_id <= (SELECT max(key_id) FROM idempotency_keys) - ?)
            """
        )
        delete.bind(Int64(limit), at: 1)
        delete.bind(now - options.keyLifetime, at: 2)
        delete.bind(options.keyLimit, at: 3)
        try delete.run()
    }
}
