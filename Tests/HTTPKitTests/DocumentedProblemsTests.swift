import Foundation
import HTTPKit
import Testing

@Suite("docs/problems.md")
struct DocumentedProblemsTests {
    @Test("has a row for every kind of problem, in order, with its status")
    func rows() throws {
        let root = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/problems.md"), encoding: .utf8)
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { row in
            row.split(separator: "|").prefix(2).map { $0.filter { !" `".contains($0) } }
        }
        #expect(rows == ProblemKind.all.map { [$0.name, String($0.status)] })
    }
}
