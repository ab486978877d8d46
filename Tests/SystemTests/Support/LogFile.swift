import Foundation

/// The file of a log, changed from outside while no server runs.
struct LogFile {
    private let path: String

    init(_ folder: String) {
        path = folder + "/catalog.sqlite"
    }

    /// Appends an event to a stream as docs/log.md describes it, with a valid hash.
    func append(stream: String, type: String, schema: Int, payload: String) async throws {
        try await python(
            """
            import hashlib
            number = lambda n: n.to_bytes(8, "big", signed=True)
            text = lambda t: number(len(t.encode())) + t.encode()
            stream, type, schema, payload = sys.argv[2:]
            position, last = db.execute("SELECT position, hash FROM events ORDER BY position DESC LIMIT 1").fetchone()
            version, = db.execute("SELECT max(version) FROM events WHERE stream = ?", (stream,)).fetchone()
            command, time = db.execute("SELECT command_id, recorded_at FROM commands ORDER BY command_id DESC").fetchone()
            numbers = [position + 1, version + 1, int(schema), command + 1, time]
            db.execute("INSERT INTO commands VALUES (?, 'test', 'test', ?)", (command + 1, time))
            hash = hashlib.sha256(
                last + b"".join(map(number, numbers)) + b"".join(map(text, [stream, type, "test", "test", payload])))
            db.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (
                position + 1, stream, version + 1, type, int(schema), command + 1, hash.digest(), payload))
            """,
            [stream, type, "\(schema)", payload]
        )
    }

    /// Changes a payload behind the back of the triggers.
    func replace(_ old: String, with new: String, at position: Int) async throws {
        try await python(
            """
            for name, in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                db.execute(f"DROP TRIGGER {name}")
            db.execute("UPDATE events SET payload = replace(payload, ?, ?) WHERE position = ?", sys.argv[2:])
            """,
            [old, new, "\(position)"]
        )
    }

    private func python(_ script: String, _ arguments: [String]) async throws {
        let whole = "import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1])\n\(script)\ndb.commit()"
        try await CommandLineRun.run("/usr/bin/env", ["python3", "-c", whole, path] + arguments).succeeded()
    }
}
