import Testing

@Suite("The search for Boyce–Codd normal form")
struct NormalFormRelationTests {
    private func relation(_ columns: String, _ dependencies: (String, String)...) throws -> Relation {
        func letters(_ text: String) -> [String] { text.map { String($0) } }
        return try #require(
            Relation(
                columns: letters(columns),
                dependencies: dependencies.map { (letters($0.0), letters($0.1)) }
            )
        )
    }

    private func keys(_ relation: Relation) -> [String] {
        relation.keys.map { relation.names(of: $0).joined() }
    }

    private func violations(_ relation: Relation) -> [String] {
        relation.violations.map {
            relation.names(of: $0.determinant).joined() + " -> " + relation.names(of: $0.dependent).joined()
        }
    }

    @Test("finds a column that hangs on a part of the key")
    func partOfKey() throws {
        let relation = try relation("ABCD", ("AB", "C"), ("B", "D"))
        #expect(keys(relation) == ["AB"])
        #expect(violations(relation) == ["B -> D"])
    }

    @Test("finds a column that hangs on another that is no key, through several steps")
    func transitive() throws {
        let relation = try relation("ABCD", ("A", "B"), ("B", "C"), ("C", "D"))
        #expect(keys(relation) == ["A"])
        #expect(violations(relation) == ["B -> CD", "C -> D"])
    }

    /// Street and city determine the code, the code determines the city: third normal form, and no more.
    @Test("finds a part of a key that hangs on something that is none")
    func thirdNormalForm() throws {
        let relation = try relation("SCZ", ("SC", "Z"), ("Z", "C"))
        #expect(keys(relation) == ["SC", "SZ"])
        #expect(violations(relation) == ["Z -> C"])
    }

    @Test("finds a column that is the same in all rows")
    func constant() throws {
        #expect(try violations(relation("AB", ("A", "B"), ("", "B"))) == [" -> B"])
    }

    @Test("finds nothing where every determinant is a key, overlapping ones too")
    func normal() throws {
        let overlapping = try relation("ABC", ("AB", "C"), ("AC", "B"))
        #expect(violations(overlapping).isEmpty)
        #expect(keys(overlapping) == ["AB", "AC"])
        let withoutDependencies = try relation("AB")
        #expect(violations(withoutDependencies).isEmpty)
        #expect(keys(withoutDependencies) == ["AB"])
    }

    @Test("knows which sets of columns are not enough to determine one")
    func notEnough() throws {
        let relation = try relation("ABC", ("AB", "C"), ("AC", "B"))
        func notDetermining(_ column: String) throws -> [String] {
            let mask = try #require(relation.columns([column]))
            return relation.largestSets(notDetermining: mask).map { relation.names(of: $0).joined() }
        }
        #expect(try notDetermining("A") == ["BC"])
        #expect(try notDetermining("B") == ["C", "A"])
    }

    @Test("refuses a dependency between columns that there are not")
    func unknownColumn() {
        #expect(Relation(columns: ["a"], dependencies: [(["a"], ["b"])]) == nil)
    }
}
