import GRDB
import Testing

/// The check is itself checked: it must find what is wrong with tables that are wrong on purpose.
@Suite("The check of the tables")
struct NormalFormCheckTests {
    private func findings(_ sql: String, _ page: String) throws -> [String] {
        let database = try DatabaseQueue()
        try database.write { try $0.execute(sql: sql) }
        let schema = try database.read { try SchemaTable.all(in: $0) }
        return NormalFormCheck.findings(schema: schema, page: DocumentedTables(page))
    }

    private let good = """
        | `films.id` | a number |
        | `films.slug` | a name |
        fd: films: id -> slug
        fd: films: slug -> id
        """

    @Test("finds nothing wrong with a table that is right")
    func right() throws {
        let sql = "CREATE TABLE films (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE)"
        #expect(try findings(sql, good) == [])
    }

    @Test("rejects a table that repeats the name of a genre for each film")
    func notNormal() throws {
        let sql = """
            CREATE TABLE film_genres (
                film_id INTEGER NOT NULL, genre_id INTEGER NOT NULL, genre_name TEXT NOT NULL,
                PRIMARY KEY (film_id, genre_id))
            """
        let page = """
            | `film_genres.film_id` | a film |
            | `film_genres.genre_id` | its genre |
            | `film_genres.genre_name` | the genre's name |
            fd: film_genres: genre_id -> genre_name
            """
        #expect(
            try findings(sql, page) == [
                "film_genres: not in BCNF: genre_id determines genre_name and is no key"
            ]
        )
    }

    @Test("rejects a table of events that says who gave the command")
    func commandInEvents() throws {
        let sql = """
            CREATE TABLE events (
                position INTEGER PRIMARY KEY, command_id INTEGER NOT NULL, actor TEXT NOT NULL)
            """
        let page = """
            | `events.position` | a place |
            | `events.command_id` | a command |
            | `events.actor` | who gave it |
            fd: events: position -> command_id
            fd: events: command_id -> actor
            """
        #expect(try findings(sql, page) == ["events: not in BCNF: command_id determines actor and is no key"])
    }

    @Test("finds keys that the schema does not keep, and unique columns that are none")
    func keys() throws {
        #expect(
            try findings("CREATE TABLE films (id INTEGER PRIMARY KEY, slug TEXT NOT NULL)", good)
                == ["films: slug is a key, but not unique in the schema"]
        )
        let tooWide =
            "CREATE TABLE films (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, UNIQUE (id, slug))"
        #expect(try findings(tooWide, good) == ["films: id, slug is unique in the schema, but no key"])
        let partial = """
            CREATE TABLE films (id INTEGER PRIMARY KEY, slug TEXT NOT NULL);
            CREATE UNIQUE INDEX some ON films (slug) WHERE id > 5;
            """
        #expect(try findings(partial, good) == ["films: slug is a key, but not unique in the schema"])
    }

    @Test("finds tables and columns that only one of schema and page names")
    func names() throws {
        let sql = "CREATE TABLE films (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, x TEXT NOT NULL)"
        #expect(try findings(sql, good).contains("films: the page does not name x"))
        #expect(
            try findings("CREATE TABLE films (id INTEGER PRIMARY KEY)", good).contains(
                "films: the schema has no slug"
            )
        )
        let other = "CREATE TABLE other (x INTEGER PRIMARY KEY)"
        #expect(
            try findings(other, good)
                == ["films: the schema has no such table", "other: the page does not name the table"]
        )
    }

    @Test("finds columns that may be NULL")
    func nullable() throws {
        let sql = "CREATE TABLE films (id INTEGER PRIMARY KEY, slug TEXT UNIQUE)"
        #expect(try findings(sql, good) == ["films: slug may be NULL"])
    }

    @Test("finds references that only one of schema and page names")
    func references() throws {
        let page = "| `a.id` | a number |\n| `b.id` | a number |\n"
        let sql = """
            CREATE TABLE a (id INTEGER PRIMARY KEY); CREATE TABLE b (id INTEGER PRIMARY KEY REFERENCES a)
            """
        #expect(try findings(sql, page + "ref: b: id -> a") == [])
        #expect(try findings(sql, page) == ["b: the page does not name the reference id -> a"])
        #expect(
            try findings(sql, page + "ref: b: id -> a\nref: a: id -> b") == [
                "a: the schema has no reference id -> b"
            ]
        )
    }

    @Test("does not pass over a line that it cannot read")
    func brokenLines() throws {
        let sql = "CREATE TABLE films (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE)"
        #expect(try findings(sql, good + "\nfd: films: id => slug").count == 1)
        #expect(try findings(sql, good + "\nfd: films: id -> rating").count == 1)
    }
}
