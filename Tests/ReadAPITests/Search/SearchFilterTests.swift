import Contracts
import Testing

@Suite("Filters of a search")
struct SearchFilterTests {
    @Test("by parameters take any value of one, and must hold each")
    func parameters() async throws {
        try await FilmShelf.serve { server async throws in
            let cases: [([String: String], [String])] = [
                (["genre": "film-noir"], ["The Maltese Falcon", "The Big Sleep", "Notorious"]),
                (
                    ["genre": "film-noir,documentary", "year": "1929..1941"],
                    ["Man with a Movie Camera", "The Maltese Falcon"]
                ),
                (["country": "JP"], ["Rashomon", "Seven Samurai"]),
                (["language": "fr,ru"], ["Solaris", "Amélie"]),
                (["decade": "1950"], ["Rashomon", "Seven Samurai"]),
                (["person": "ingrid-bergman"], ["Casablanca", "Notorious"]),
                (
                    ["person": "ingrid-bergman,akira-kurosawa", "genre": "drama"],
                    ["Casablanca", "Rashomon", "Seven Samurai"]
                ),
                (
                    ["year": "..1929,2010..,1994"],
                    ["Man with a Movie Camera", "Speed", "The Speed of Dark", "🎬 Amélie Returns"]
                ),
                (["runtime": "..88"], ["Man with a Movie Camera", "Brief Encounter", "Rashomon"]),
                (["rating": "8.6..", "runtime": "200.."], ["Seven Samurai"]),
            ]
            for (parameters, titles) in cases {
                let all = parameters.merging(["type": "movie", "sort": "year"]) { first, _ in first }
                let answer = try await server.search("", all)
                #expect(answer.titles == titles, "\(parameters)")
                #expect(answer.total == titles.count)
            }
        }
    }

    @Test("name genres and people by identifier too")
    func identifiers() async throws {
        try await FilmShelf.serve { server async throws in
            let genre = FilmShelf.genre("Film Noir").id
            let person = FilmShelf.person("Ingrid Bergman").id
            let answer = try await server.get("/api/search?genre=\(genre)&person=\(person)")
            #expect(answer.titles == ["Notorious"])
        }
    }

    @Test("in one text combine anything")
    func text() async throws {
        try await FilmShelf.serve { server async throws in
            let cases = [
                ("genre = film-noir and year = 1946", ["The Big Sleep", "Notorious"]),
                ("genre = \"film-noir\" and not (person = humphrey-bogart)", ["Notorious"]),
                ("country in [JP, FR] and rating > 8.2", ["Seven Samurai", "Amélie"]),
                ("country = JP or country = FR and rating > 8.3", ["Rashomon", "Seven Samurai"]),
                ("(country = JP or country = FR) and rating > 8.3", ["Seven Samurai"]),
                ("genre = drama and genre != romance and runtime <= 167", ["Rashomon", "Solaris"]),
                ("year in [..1929, 1994] and type = movie", ["Man with a Movie Camera", "Speed"]),
                ("decade = 1950 AND NOT runtime >= 100", ["Rashomon"]),
                ("type = movie and popularity < 10", ["The Speed of Dark", "🎬 Amélie Returns"]),
            ]
            for (filter, titles) in cases {
                let answer = try await server.search("", ["filter": filter, "sort": "year"])
                #expect(answer.titles.sorted() == titles.sorted(), "\(filter)")
            }
        }
    }

    @Test("of lists and searches are the same")
    func lists() async throws {
        try await FilmShelf.serve { server async throws in
            let filter = "genre = drama and not country = JP"
            let list = try await server.get("/api/movies", where: ["filter": filter])
            let search = try await server.search("", ["filter": filter, "type": "movie", "sort": "title"])
            #expect(list.ids == search.ids)
            #expect(list.titles == ["Brief Encounter", "Casablanca", "Solaris"])
        }
    }

    @Test("that are wrong name the column")
    func errors() async throws {
        try await FilmShelf.serve { server async throws in
            let cases = [
                ("genre = drama and yaer > 1990", "column 19"), ("genre drama", "column 7"),
                ("year = long", "column 8"), ("(genre = drama", "column 15"), ("", "column 1"),
                ("genre = drama country = FR", "column 15"), ("genre ! drama", "column 7"),
                ("genre = \"drama", "column 9"), ("genre in [drama", "column 16"),
                (String(repeating: "(", count: 21) + "year=1", "column 21"),
            ]
            for (filter, column) in cases {
                let answer = try await server.search("", ["filter": filter])
                #expect(answer.status == 400, "\(filter)")
                #expect(answer.problem == "/problems/validation")
                #expect(
                    answer.details["?filter"]?.hasPrefix(column + ":") == true,
                    "\(filter): \(answer.details)"
                )
            }
        }
    }

    @Test("by type find films or people")
    func type() async throws {
        try await FilmShelf.serve { server async throws in
            let both = try await server.search("bogart", ["type": "movie,person"])
            #expect(try await server.search("bogart").ids == both.ids)
            let people = try await server.search("bogart", ["type": "person"])
            #expect(people.items.map { $0["type"] as? String } == ["person"])
            #expect(people.titles == ["Humphrey Bogart"])
            let films = try await server.search("bogart", ["type": "movie"])
            #expect(films.items.allSatisfy { $0["type"] as? String == "movie" })
            #expect(films.total == 3)
            #expect(both.total == 4)
        }
    }
}
