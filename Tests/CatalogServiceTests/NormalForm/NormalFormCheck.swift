/// Compares a schema with its page, and looks for what breaks Boyce–Codd normal form.
enum NormalFormCheck {
    /// Everything that is wrong, as sentences; empty when all is well.
    static func findings(schema: [SchemaTable], page: DocumentedTables) -> [String] {
        var findings = page.brokenLines.map { "a line of the page cannot be read: \($0)" }
        let names = Set(schema.map(\.name))
        for name in page.tables.keys.sorted() where !names.contains(name) {
            findings.append("\(name): the schema has no such table")
        }
        for table in schema {
            if let documented = page.tables[table.name] {
                findings += self.findings(table, documented).map { "\(table.name): \($0)" }
            } else {
                findings.append("\(table.name): the page does not name the table")
            }
        }
        return findings
    }

    private static func findings(_ table: SchemaTable, _ page: DocumentedTables.Table) -> [String] {
        var findings = table.nullable.map { "\($0) may be NULL" }
        for column in table.columns where !page.columns.contains(column) {
            findings.append("the page does not name \(column)")
        }
        for column in page.columns where !table.columns.contains(column) {
            findings.append("the schema has no \(column)")
        }
        if Set(page.columns).count < page.columns.count { findings.append("the page names a column twice") }
        for reference in table.references.subtracting(page.references) {
            findings.append("the page does not name the reference \(reference)")
        }
        for reference in page.references.subtracting(table.references) {
            findings.append("the schema has no reference \(reference)")
        }
        guard let relation = Relation(columns: table.columns, dependencies: page.dependencies) else {
            return findings + ["a dependency names a column that there is not"]
        }
        for violation in relation.violations {
            let from = relation.names(of: violation.determinant).joined(separator: ", ")
            let to = relation.names(of: violation.dependent).joined(separator: ", ")
            findings.append("not in BCNF: \(from) determines \(to) and is no key")
        }
        let keys = Set(relation.keys.map { Set(relation.names(of: $0)) })
        for key in keys.subtracting(table.keys) {
            findings.append("\(key.sorted().joined(separator: ", ")) is a key, but not unique in the schema")
        }
        for key in table.keys.subtracting(keys) {
            findings.append("\(key.sorted().joined(separator: ", ")) is unique in the schema, but no key")
        }
        return findings
    }
}
