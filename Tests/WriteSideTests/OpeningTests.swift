import EventLog
import Foundation
import Testing
import WriteSide

@Suite("Opening a service's file")
struct OpeningTests {
    @Test("is refused when it is no database")
    func notADatabase() async throws {
        try await expectRefusal(.notALog, "it is no SQLite database") { folder in
            try Data(String(repeating: "no database ", count: 500).utf8)
                .write(to: URL(filePath: folder.file(of: Shelf.log)))
        }
    }

    @Test("is refused when a newer version made its tables")
    func newer() async throws {
        try await expectRefusal(.newer, "newer version") { folder in
            try await withShelf(in: folder) { shelf in
                try shelf.tamper("INSERT INTO grdb_migrations VALUES ('shelf-99')")
            }
        }
    }

    @Test("is refused when events were cut off its end")
    func cutOff() async throws {
        try await expectRefusal(.damaged, "lost its end") { folder in
            try await withShelf(in: folder) { shelf in
                for number in 1...3 { try await shelf.submit(.make("box \(number)")) }
                try shelf.tamper("DROP TRIGGER events_are_not_deleted; DELETE FROM events WHERE position = 3")
            }
        }
    }

    private func expectRefusal(
        _ code: EventLogError.Code,
        _ words: String,
        given: (DataFolder) async throws -> Void
    ) async throws {
        try await withDataFolder { folder in
            try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
            try await given(folder)
            let lock = try folder.lock()
            let error = await #expect(throws: EventLogError.self) {
                _ = try await ServiceWriter(service: Shelf(), lock: lock)
            }
            #expect(error?.code == code)
            #expect(error?.message.contains(words) == true, "\(String(describing: error))")
            #expect(error?.message.hasSuffix(".") == true)
        }
    }
}
