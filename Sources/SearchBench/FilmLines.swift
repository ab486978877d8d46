import Foundation
import JSONKit

/// Reads a file line by line without holding more than a piece of it.
struct FilmLines {
    let path: String

    func forEach(_ body: (JSONValue) throws -> Void) throws {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? file.close() }
        var rest: [UInt8] = []
        while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
            rest.append(contentsOf: piece)
            var start = 0
            while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
                if end > start { try body(try JSONValue(parsing: Array(rest[start..<end]))) }
                start = end + 1
            }
            rest.removeFirst(start)
        }
        if !rest.isEmpty { try body(try JSONValue(parsing: rest)) }
    }

    static func lines(of path: String) throws -> [String] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
    }
}
