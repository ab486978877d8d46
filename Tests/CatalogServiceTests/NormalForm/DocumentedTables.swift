import Foundation

/// What docs/tables.md says: the columns of each table, and the lines that begin with `fd:` and `ref:`.
struct DocumentedTables {
    struct Table {
        var columns: [String] = []
        var dependencies: [(from: [String], to: [String])] = []
        var references: Set<Reference> = []
    }

    /// Columns that hold the primary key of a row of another table.
    struct Reference: Hashable, CustomStringConvertible {
        var columns: [String]
        var table: String

        var description: String { "\(columns.joined(separator: ", ")) -> \(table)" }
    }

    private(set) var tables: [String: Table] = [:]
    /// Lines that look as if they were meant for this reader, but are not of the form.
    private(set) var brokenLines: [String] = []

    init(_ text: String) {
        for line in text.split(separator: "\n").map(String.init) {
            if let column = line.wholeMatch(of: /\| `([a-z_]+)\.([a-z_]+)` \|.*/) {
                tables[String(column.1), default: Table()].columns.append(String(column.2))
            } else if let rule = line.wholeMatch(of: /(fd|ref): ([a-z_]+): ([a-z_, ]+) -> ([a-z_, ]+)/) {
                let (from, to) = (names(rule.3), names(rule.4))
                if rule.1 == "fd" {
                    tables[String(rule.2), default: Table()].dependencies.append((from, to))
                } else {
                    let reference = Reference(columns: from, table: to.joined(separator: ", "))
                    tables[String(rule.2), default: Table()].references.insert(reference)
                }
            } else if line.hasPrefix("fd:") || line.hasPrefix("ref:") || line.hasPrefix("| `") {
                brokenLines.append(line)
            }
        }
    }

    /// The page of this project.
    static func page() throws -> DocumentedTables {
        var root = URL(filePath: #filePath)
        for _ in 1...4 { root.deleteLastPathComponent() }
        return DocumentedTables(
            try String(contentsOf: root.appending(path: "docs/tables.md"), encoding: .utf8)
        )
    }

    private func names(_ list: Substring) -> [String] {
        list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
