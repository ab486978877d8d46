import Contracts
import EventLog
import GRDB
import JSONKit
import WriteSide

/// A toy service: boxes with labels, and things in them.
struct Shelf: Service {
    enum Command: Sendable {
        /// Makes a box; refused when the label is taken.
        case make(String)
        case relabel(Int64, String)
        /// Puts things into a box; each new one is an event.
        case put(Int64, [String])
        /// Runs into a programming error after the first of two events was applied.
        case breakHalfway(Int64)
        /// Runs into a programming error while deciding.
        case breakDeciding
        /// Keeps the file from growing beyond so many pages: a full disk. Zero lifts the limit.
        case limitPages(Int)
        /// Tells the test that the writer is at it, and holds it up until the test lets it go on.
        case pause(Gate)
    }

    enum Event: Sendable, Hashable {
        case made(box: Int64, label: String)
        case relabelled(box: Int64, label: String)
        case put(box: Int64, thing: String)
        case broken(box: Int64)

        var box: Int64 {
            switch self {
            case .made(let box, _), .relabelled(let box, _), .put(let box, _), .broken(let box): box
            }
        }
    }

    struct Broken: Error {}

    static let log = LogName(rawValue: "shelf") ?? .catalog
    static let tables = ["boxes", "things"]

    static func migrate(_ migrator: inout DatabaseMigrator) {
        migrator.registerMigration("shelf-1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE boxes (box_id INTEGER PRIMARY KEY, label TEXT NOT NULL UNIQUE) STRICT;
                    CREATE TABLE things (
                        box_id INTEGER NOT NULL REFERENCES boxes, thing TEXT NOT NULL, PRIMARY KEY (box_id, thing)
                    ) STRICT, WITHOUT ROWID;
                    """
            )
        }
    }

    func decide(_ command: Command, in tables: Database) throws -> Decision<Event> {
        switch command {
        case .make(let label):
            if label.isEmpty { throw Refusal.invalid("/label", "must not be empty") }
            if try boxID(label, in: tables) != nil { throw Refusal.conflict("There is a box \(label).") }
            let box = try Int64.fetchOne(tables, sql: "SELECT coalesce(max(box_id), 0) + 1 FROM boxes") ?? 1
            return decision([.made(box: box, label: label)], box, isCreated: true)
        case .relabel(let box, let label):
            let old = try String.fetchOne(
                tables,
                sql: "SELECT label FROM boxes WHERE box_id = ?",
                arguments: [box]
            )
            guard let old else { throw Refusal.notFound("There is no box \(box).") }
            return decision(old == label ? [] : [.relabelled(box: box, label: label)], box)
        case .put(let box, let things):
            let there = try String.fetchSet(
                tables,
                sql: "SELECT thing FROM things WHERE box_id = ?",
                arguments: [box]
            )
            return decision(things.filter { !there.contains($0) }.map { .put(box: box, thing: $0) }, box)
        case .breakHalfway(let box):
            return decision([.put(box: box, thing: "half"), .broken(box: box)], box)
        case .breakDeciding:
            throw Broken()
        case .limitPages(let pages):
            _ = try Int.fetchOne(tables, sql: "PRAGMA max_page_count = \(pages == 0 ? 1_000_000 : pages)")
            return decision([], 0)
        case .pause(let gate):
            gate.enterAndWait()
            return decision([], 0)
        }
    }

    private func boxID(_ label: String, in tables: Database) throws -> Int64? {
        try Int64.fetchOne(
            tables.cachedStatement(sql: "SELECT box_id FROM boxes WHERE label = ?"),
            arguments: [label]
        )
    }

    private func decision(_ events: [Event], _ box: Int64, isCreated: Bool = false) -> Decision<Event> {
        Decision(
            events: events,
            answer: Answer(stream: "box-\(box)", isCreated: isCreated, body: Array(#"{"id":\#(box)}"#.utf8))
        )
    }

    func evolve(_ event: Event, in tables: Database) throws {
        switch event {
        case .made(let box, let label):
            try tables.cachedStatement(sql: "INSERT INTO boxes VALUES (?, ?)").execute(arguments: [
                box, label,
            ])
        case .relabelled(let box, let label):
            try tables.cachedStatement(sql: "UPDATE boxes SET label = ? WHERE box_id = ?")
                .execute(arguments: [label, box])
        case .put(let box, let thing):
            try tables.cachedStatement(sql: "INSERT INTO things VALUES (?, ?)").execute(arguments: [
                box, thing,
            ])
        case .broken:
            throw Broken()
        }
    }

    func stream(of event: Event) -> String { "box-\(event.box)" }

    func encode(_ event: Event) -> (type: String, schema: Int, payload: [UInt8]) {
        var writer = JSONWriter()
        writer.beginArray()
        writer.int(event.box)
        switch event {
        case .made(_, let text), .relabelled(_, let text), .put(_, let text): writer.string(text)
        case .broken: writer.null()
        }
        writer.endArray()
        let type =
            switch event {
            case .made: "box-made"
            case .relabelled: "box-relabelled"
            case .put: "thing-put"
            case .broken: "box-broken"
            }
        return (type, 1, writer.bytes)
    }

    func decode(type: String, schema: Int, payload: [UInt8]) throws -> Event {
        var box: Int64 = 0
        var text = ""
        try JSONReader.read(payload) { (reader: inout JSONReader) throws(JSONError) in
            var isFirst = true
            try reader.array { (reader: inout JSONReader) throws(JSONError) in
                if isFirst { box = try reader.int() } else { text = try reader.string() }
                isFirst = false
            }
        }
        switch type {
        case "box-made": return .made(box: box, label: text)
        case "box-relabelled": return .relabelled(box: box, label: text)
        case "thing-put": return .put(box: box, thing: text)
        default: throw Broken()
        }
    }
}
