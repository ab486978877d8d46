import Contracts
import EventLog
import Foundation
import GRDB
import Testing

@Suite("Taking a log elsewhere")
struct ExportTests {
    @Test("as NDJSON writes every event with its actor and hash")
    func export() async throws {
        try await withLog { log in
            try log.append((1...1500).map { TestLog.event("movie-\($0): x") }, by: "anna")
            let feed = FileFeed(log.folder, log: log.log)
            var text: [UInt8] = []
            let count = try await feed.export { text += $0 }
            let lines = text.split(separator: 10).map { String(decoding: $0, as: UTF8.self) }
            let entries = try await feed.entries(after: Position(rawValue: 1499), limit: 1)
            #expect(count == 1500)
            #expect(lines.count == 1500)
            #expect(lines[1499].contains(#""actor":"anna""#))
            #expect(lines[1499].contains("\"hash\":\"\(entries[0].hash)\""))
            #expect(try text.withUnsafeBufferPointer { try EventLine.read($0, from: "export") }.count == 1500)
        }
    }

    @Test("as NDJSON can begin and end anywhere")
    func exportPart() async throws {
        try await withLog { log in
            for number in 1...10 { try log.append("movie-\(number): x") }
            var text: [UInt8] = []
            let feed = FileFeed(log.folder, log: log.log)
            let count = try await feed.export(after: Position(rawValue: 3), through: Position(rawValue: 7)) {
                text += $0
            }
            let events = try text.withUnsafeBufferPointer { try EventLine.read($0, from: "export") }
            #expect(count == 4)
            #expect(events.map(\.position.rawValue) == [4, 5, 6, 7])
        }
    }

    @Test("as a backup makes a log that verifies, while events are appended")
    func backup() async throws {
        try await withLog { log in
            try log.append((1...500).map { TestLog.event("movie-\($0): x") })
            let writing = Task.detached { for number in 1...200 { try log.append("movie-1: \(number)") } }
            try await withDataFolder { copy in
                try FileManager.default.createDirectory(atPath: copy.path, withIntermediateDirectories: true)
                let head = try await LogBackup(log.folder, log: log.log).copy(to: copy.file(of: log.log))
                let report = try await LogVerifier(copy, log: log.log).verify()
                #expect(head >= Position(rawValue: 500))
                #expect(report.head == head)
                #expect(report.finding == nil)
            }
            try await writing.value
        }
    }

    @Test("as a backup overwrites nothing")
    func backupExists() async throws {
        try await withLog { log in
            let error = await #expect(throws: EventLogError.self) {
                try await LogBackup(log.folder, log: log.log).copy(to: log.file)
            }
            #expect(error?.code == .inUse)
        }
    }
}
