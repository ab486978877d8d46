import Contracts
import Foundation
import Testing

/// The stored payloads: `Fixtures/events/movie-registered.1.json` is a `movie-registered` of schema 1.
enum EventFixtures {
    struct Fixture: CustomTestStringConvertible {
        var type: String
        var schema: Int
        var payload: [UInt8]

        var testDescription: String { "\(type), schema \(schema)" }
    }

    static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures/events")

    static func all() throws -> [Fixture] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".json") }
            .sorted()
            .compactMap { name in
                let parts = name.split(separator: ".")
                guard parts.count == 3, let schema = Int(parts[1]) else { return nil }
                return Fixture(type: String(parts[0]), schema: schema, payload: try read(name))
            }
    }

    static func name(_ type: String, _ schema: Int) -> String { "\(type).\(schema).json" }

    /// The file's bytes without the line end that editors put there.
    static func read(_ name: String) throws -> [UInt8] {
        var bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
        if bytes.last == 0x0A { bytes.removeLast() }
        return bytes
    }
}
