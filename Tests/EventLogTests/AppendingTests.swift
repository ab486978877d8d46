import Contracts
import EventLog
import GRDB
import Testing

@Suite("Appending to a log")
struct AppendingTests {
    private struct Failure: Error {}

    @Test("gives positions along the log and versions along each stream")
    func positionsAndVersions() async throws {
        try await withLog { log in
            try log.append("movie-1: a", "person-1: b", "movie-1: c")
            try log.append("person-1: d")
            let events = try await FileFeed(log.folder, log: log.log).events(after: .start, limit: 10)
            #expect(
                story(events) == [
                    #"1 movie-1/1 {"text":"a"}"#, #"2 person-1/1 {"text":"b"}"#, #"3 movie-1/2 {"text":"c"}"#,
                    #"4 person-1/2 {"text":"d"}"#,
                ]
            )
            #expect(events.map(\.commandID) == [1, 1, 1, 2])
        }
    }

    @Test("gives the numbers of a rolled-back transaction to the next one")
    func rolledBack() async throws {
        try await withLog { log in
            try log.append("movie-1: a")
            #expect(throws: Failure.self) {
                try log.transact { appender, database in
                    let command = try appender.append(commandBy: "x", correlationID: "", now: 0, in: database)
                    _ = try appender.append(TestLog.event("movie-1: lost"), of: command, in: database)
                    throw Failure()
                }
            }
            try log.append("movie-1: b")
            let events = try await FileFeed(log.folder, log: log.log).events(after: .start, limit: 10)
            #expect(story(events) == [#"1 movie-1/1 {"text":"a"}"#, #"2 movie-1/2 {"text":"b"}"#])
            #expect(events.map(\.commandID) == [1, 2])
        }
    }

    @Test("is the only thing that can be done to events and commands", arguments: ["events", "commands"])
    func appendOnly(table: String) async throws {
        try await withLog { log in
            try log.append("movie-1: a")
            for sql in ["DELETE FROM \(table)", "UPDATE \(table) SET command_id = 7"] {
                let error = #expect(throws: DatabaseError.self) {
                    try log.transact { _, database in try database.execute(sql: sql) }
                }
                #expect(error?.message == "the log is append-only")
            }
        }
    }

    @Test("stops when events were cut off the end, so that no position is given twice")
    func cutOff() async throws {
        try await withLog { log in
            try log.append("movie-1: a")
            try log.append("movie-1: b")
            try log.tamper("DELETE FROM events WHERE position = 2")
            let error = #expect(throws: EventLogError.self) { try log.append("movie-1: c") }
            #expect(error?.code == .damaged)
        }
    }

    @Test("chains hashes that anybody can compute")
    func hashes() async throws {
        try await withLog { log in
            try log.append("movie-1: Metropolis", by: "anna", at: 1_795_219_200_000)
            try log.append("movie-1: M – Eine Stadt sucht einen Mörder", by: "ben", at: 1_795_219_200_001)
            let entries = try await FileFeed(log.folder, log: log.log).entries(after: .start, limit: 10)
            // Computed by the Python program in docs/log.md.
            #expect(
                entries.map(\.hash.description) == [
                    "64c6fdbf9f673810abe1f30d0e57982326452324fa0e6a49a8936b0425e6059d",
                    "cbd9d83edad7026804446cda7f9389cffcaacedef00ef8aa6c9604a70e8fb98f",
                ]
            )
        }
    }
}
