import Foundation
import Testing

@testable import Mongo

@Suite("Reading a mongod's files ahead")
struct ReadAheadTests {
    private func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ahead-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    @Test("asks for the database's files, those written last first, as far as the bound goes")
    func bounded() async throws {
        try await withFolder { folder in
            for (age, (name, size)) in [
                ("collection-0.wt", 5_000), ("index-1.wt", 20), ("collection-2.wt", 300), ("mongod.lock", 7),
            ].enumerated() {
                let file = folder.appending(path: name)
                try Data(repeating: 1, count: size).write(to: file)
                let written = Date(timeIntervalSinceNow: -Double(age) * 60)
                try FileManager.default.setAttributes([.modificationDate: written], ofItemAtPath: file.path)
            }
            let files = try MongodFolder(folder.path)
            #expect(files.readAhead(atMost: 10) == 0)
            #expect(files.readAhead(atMost: 319) == 20)
            #expect(files.readAhead(atMost: 320) == 320)
            #expect(files.readAhead(atMost: 5_000) == 5_000)
            #expect(files.readAhead(atMost: 1 << 20) == 5_320)
        }
    }

    @Test("brings all of a large file into memory", .timeLimit(.minutes(1)))
    func whole() async throws {
        try await withFolder { folder in
            let path = folder.appending(path: "collection-0.wt").path
            let size = 64 << 20
            try Data(repeating: 1, count: size).write(to: URL(filePath: path))
            let file = open(path, O_RDONLY)
            defer { close(file) }
            try #require(fsync(file) == 0)
            try #require(posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED) == 0)
            // A file system that is memory itself keeps it, and has nothing to show here.
            guard try residentBytes(file, size) < size / 2 else { return }
            #expect(try MongodFolder(folder.path).readAhead(atMost: size) == size)
            while try residentBytes(file, size) < size {
                try Task.checkCancellation()
                await Task.yield()
            }
        }
    }

    /// How much of a file is in the system's memory.
    private func residentBytes(_ file: Int32, _ size: Int) throws -> Int {
        let page = Int(getpagesize())
        let memory = try #require(mmap(nil, size, PROT_READ, MAP_SHARED, file, 0))
        defer { munmap(memory, size) }
        var pages = [UInt8](repeating: 0, count: size / page)
        try #require(mincore(memory, size, &pages) == 0)
        return pages.count { $0 & 1 != 0 } * page
    }
}
