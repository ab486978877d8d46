import EventLog
import Foundation
import Testing

@Suite("A data folder")
struct DataFolderTests {
    @Test("is made when it is missing, for its owner alone, and marked with its format")
    func made() async throws {
        try await withDataFolder { folder in
            let lock = try folder.lock()
            defer { lock.release() }
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o700)
            #expect(try String(contentsOfFile: folder.formatFile, encoding: .utf8) == "1\n")
        }
    }

    @Test("is written to by one at a time: the second is told who the first is")
    func oneWriter() async throws {
        try await withDataFolder { folder in
            let first = try folder.lock()
            let error = #expect(throws: EventLogError.self) { try folder.lock() }
            #expect(error?.code == .inUse)
            #expect(error?.message.contains("process \(ProcessInfo.processInfo.processIdentifier)") == true)
            first.release()
            try folder.lock().release()
        }
    }

    @Test("is refused when a newer version made it")
    func newer() async throws {
        try await withDataFolder { folder in
            try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
            try Data("2\n".utf8).write(to: URL(filePath: folder.formatFile))
            for use in [{ try folder.check() }, { _ = try folder.lock() }] {
                let error = #expect(throws: EventLogError.self) { try use() }
                #expect(error?.code == .newer)
                #expect(error?.message.contains("newer version") == true)
            }
        }
    }

    @Test("is refused when its format is no number")
    func unreadableFormat() async throws {
        try await withDataFolder { folder in
            try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
            try Data("first\n".utf8).write(to: URL(filePath: folder.formatFile))
            let error = #expect(throws: EventLogError.self) { try folder.check() }
            #expect(error?.code == .notALog)
        }
    }

    @Test("that does not exist is not made by looking at it")
    func missing() async throws {
        try await withDataFolder { folder in
            let error = #expect(throws: EventLogError.self) { try folder.check() }
            #expect(error?.code == .missing)
            #expect(!FileManager.default.fileExists(atPath: folder.path))
        }
    }

    @Test(
        "that may not be written to is refused in one sentence",
        .enabled(if: getuid() != 0, "root may write anywhere")
    )
    func readOnly() async throws {
        try await withDataFolder { folder in
            try FileManager.default.createDirectory(
                atPath: folder.path,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o500]
            )
            let error = #expect(throws: EventLogError.self) { try folder.lock() }
            #expect(error?.code == .readOnly)
            #expect(error?.message.contains("read-only") == true)
        }
    }
}
