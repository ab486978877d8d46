import Contracts
import EventLog
import Foundation
import Testing

@Suite("Verifying a log")
struct LogVerifierTests {
    @Test("finds nothing in a sound log, and gives its head and last hash")
    func sound() async throws {
        try await withFilledLog { log in
            let entries = try await FileFeed(log.folder, log: log.log).entries(after: .start, limit: 100)
            let report = try await LogVerifier(log.folder, log: log.log).verify()
            #expect(report.finding == nil)
            #expect(report.head == Position(rawValue: 10))
            #expect(report.hash == entries.last?.hash)
        }
    }

    @Test("finds nothing in an empty log")
    func empty() async throws {
        try await withLog { log in
            let report = try await LogVerifier(log.folder, log: log.log).verify()
            #expect(report.finding == nil)
            #expect(report.head == .start)
            #expect(report.hash == .genesis)
        }
    }

    @Test(
        "names the first position that is not what was appended",
        arguments: [
            ("UPDATE events SET payload = replace(payload, 'fact 4', 'lie 4') WHERE position = 4", 4),
            ("UPDATE events SET type = 'other' WHERE position = 6", 6),
            ("UPDATE events SET schema = 2 WHERE position = 6", 6),
            ("UPDATE events SET stream = 'movie-9' WHERE position = 7", 7),
            ("UPDATE events SET version = 99 WHERE position = 7", 7),
            ("UPDATE events SET hash = zeroblob(32) WHERE position = 2", 2),
            ("UPDATE commands SET actor = 'somebody' WHERE command_id = 3", 3),
            ("UPDATE commands SET recorded_at = 0 WHERE command_id = 5", 5),
            ("UPDATE commands SET correlation_id = '' WHERE command_id = 8", 8),
            ("DELETE FROM events WHERE position = 5", 5),
            ("DELETE FROM events WHERE position = 1", 1),
            ("DELETE FROM events WHERE position = 10", 10),
            ("DELETE FROM commands WHERE command_id = 4", 4),
            (
                "UPDATE events SET position = CASE position WHEN 3 THEN -4 ELSE -3 END WHERE position IN (3, 4); "
                    + "UPDATE events SET position = -position WHERE position < 0", 3
            ),
            ("INSERT INTO events VALUES (11, 'movie-1', 99, 'noted', 1, 10, zeroblob(32), '{}')", 11),
            ("INSERT INTO commands VALUES (99, 'ghost', '', 9999)", 10),
        ]
    )
    func tampered(sql: String, position: Int64) async throws {
        try await withFilledLog { log in
            try log.tamper(sql)
            let report = try await LogVerifier(log.folder, log: log.log).verify()
            #expect(report.finding?.position == Position(rawValue: position), "\(report)")
        }
    }

    @Test("names the position whose payload has one changed byte in the file")
    func changedByte() async throws {
        try await withDataFolder { folder in
            let log = try TestLog(folder)
            for number in 1...10 { try log.append("movie-\(number % 3): fact \(number)") }
            try log.close()
            let url = URL(filePath: log.file)
            var bytes = try Data(contentsOf: url)
            let place = try #require(bytes.range(of: Data("fact 6".utf8)))
            bytes[place.lowerBound] = UInt8(ascii: "p")
            try bytes.write(to: url)

            let report = try await LogVerifier(folder, log: log.log).verify()
            #expect(report.finding?.position == Position(rawValue: 6))
            #expect(report.head == Position(rawValue: 5))
        }
    }

    @Test("works while events are appended, and reports progress")
    func whileWriting() async throws {
        try await withFilledLog { log in
            let writing = Task.detached { for number in 1...200 { try log.append("movie-1: \(number)") } }
            let report = try await LogVerifier(log.folder, log: log.log).verify { checked, head in
                #expect(checked <= head)
            }
            #expect(report.finding == nil)
            try await writing.value
        }
    }

    private func withFilledLog(_ body: (TestLog) async throws -> Void) async throws {
        try await withLog { log in
            for number in 1...10 { try log.append("movie-\(number % 3): fact \(number)", at: Int64(number)) }
            try await body(log)
        }
    }
}
