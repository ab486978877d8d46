import Foundation

/// A query as somebody types it, and what must come first.
struct RelevanceQuery {
    var text: String
    var kind: RealIndex.Kind
    var title: String
    /// Nil when any film of the title will do.
    var year: Int?
    /// 1: must be first; 3: must be within the first three.
    var place: Int
    var category: String

    /// Takes a line `query | movie or person | title | year | 1 or 3 | category`.
    init?(line: String) {
        let parts = line.components(separatedBy: "|")
        guard parts.count == 6, let place = Int(parts[4].trimmingCharacters(in: .whitespaces)),
            place == 1 || place == 3
        else { return nil }
        let plain = parts.map { $0.trimmingCharacters(in: .whitespaces) }
        switch plain[1] {
        case "movie": kind = .movie
        case "person": kind = .person
        default: return nil
        }
        // Blanks around what was typed belong to it, but for the one before the line.
        text = String(parts[0].dropLast())
        title = plain[2]
        year = Int(plain[3])
        guard year != nil || plain[3].isEmpty else { return nil }
        self.place = place
        category = plain[5]
    }

    /// The queries of a file beside this one.
    static func list(_ name: String) throws -> [RelevanceQuery] {
        let file = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .appending(path: name)
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .filter { !$0.hasPrefix("#") }
        return try lines.map { line in
            guard let query = RelevanceQuery(line: String(line)) else { throw Malformed(line: String(line)) }
            return query
        }
    }

    struct Malformed: Error {
        var line: String
    }
}

extension RelevanceQuery {
    /// What a list of queries came to.
    struct Report: CustomStringConvertible {
        var queries = 0
        /// What was wanted came first, or, where the list asks for no more, within the first three.
        var first = 0
        var firstThree = 0
        var misses: [String] = []

        var firstRate: Double { queries == 0 ? 0 : Double(first) / Double(queries) }
        var description: String {
            let head = "\(queries) queries, \(first) as wanted, \(firstThree) within the first three"
            return ([head] + misses.map { "  " + $0 }).joined(separator: "\n")
        }

        mutating func add(_ other: Report) {
            queries += other.queries
            first += other.first
            firstThree += other.firstThree
            misses += other.misses
        }

        var firstThreeRate: Double { queries == 0 ? 0 : Double(firstThree) / Double(queries) }
    }
}
