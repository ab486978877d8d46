import CatalogService
import GRDB
import Testing

@Suite("The dependencies in docs/tables.md")
struct NormalFormDependencyTests {
    /// `counters` has one row, which agrees with itself.
    private static let tables = CatalogService.tables.filter { $0 != "counters" }

    @Test("are all that there are: for any other, two rows contradict it")
    func complete() async throws {
        try await withCatalog { catalog in
            try await CatalogWitness.fill(catalog)
            let page = try DocumentedTables.page()
            let found = try catalog.read { database in
                try Self.tables.flatMap { table in
                    let documented = try #require(page.tables[table], "\(table)")
                    return try uncontradicted(table, documented, in: database)
                }
            }
            #expect(found == [])
        }
    }

    @Test("would be missed if one were not written down")
    func missing() async throws {
        try await withCatalog { catalog in
            try await CatalogWitness.fill(catalog)
            var genres = try #require(try DocumentedTables.page().tables["genres"])
            genres.dependencies.removeAll { $0.from == ["name"] }
            let found = try catalog.read { try uncontradicted("genres", genres, in: $0) }
            #expect(found == ["genres: name -> id", "genres: name -> slug"])
        }
    }

    /// The dependencies that the page does not imply and that no two rows contradict.
    private func uncontradicted(
        _ table: String,
        _ page: DocumentedTables.Table,
        in database: Database
    ) throws -> [String] {
        let relation = try #require(Relation(columns: page.columns, dependencies: page.dependencies))
        var found: [String] = []
        for other in page.columns {
            let column = try #require(relation.columns([other]))
            for set in relation.largestSets(notDetermining: column) {
                let same = relation.names(of: set)
                // Grouping by a constant puts all rows into one group.
                let group = same.isEmpty ? "'all'" : same.joined(separator: ", ")
                let sql =
                    "SELECT 1 FROM \(table) GROUP BY \(group) HAVING count(DISTINCT \(other)) > 1 LIMIT 1"
                if try Int.fetchOne(database, sql: sql) == nil {
                    found.append("\(table): \(same.joined(separator: ", ")) -> \(other)")
                }
            }
        }
        return found
    }
}
