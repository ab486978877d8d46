import Foundation
import Testing

@testable import Mongo

@Suite("Reading a mongod's files ahead")
struct ReadAheadTests {
    @Test("asks for the database's files, the smaller ones first, as far as the bound goes")
    func bounded() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ahead-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, size) in [
            ("collection-0.wt", 5_000), ("collection-2.wt", 300), ("index-1.wt", 20), ("mongod.lock", 7),
        ] {
            try Data(repeating: 1, count: size).write(to: folder.appending(path: name))
        }
        let files = try MongodFolder(folder.path)
        #expect(files.readAhead(atMost: 10) == 0)
        #expect(files.readAhead(atMost: 319) == 20)
        #expect(files.readAhead(atMost: 320) == 320)
        #expect(files.readAhead(atMost: 1 << 20) == 5_320)
    }
}
