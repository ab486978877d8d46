import CatalogService
import Testing

@Suite("The tables of the catalog")
struct NormalFormTests {
    @Test("are what docs/tables.md says, with its keys, and in Boyce–Codd normal form")
    func findings() async throws {
        try await withCatalog { catalog in
            let schema = try catalog.read { try SchemaTable.all(in: $0) }
            let findings = NormalFormCheck.findings(schema: schema, page: try .page())
            #expect(findings == [])
        }
    }

    @Test("are all verified against the log, but for the log itself and what the writer keeps")
    func verified() async throws {
        try await withCatalog { catalog in
            let names = try catalog.read { try SchemaTable.all(in: $0) }.map(\.name)
            let others = ["commands", "events", "idempotency_keys", "grdb_migrations"]
            #expect(Set(names).subtracting(others) == Set(CatalogService.tables))
        }
    }
}
