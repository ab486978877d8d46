import CatalogService
import Contracts
import JSONKit
import Testing

@Suite("A command in JSON")
struct CommandParsingTests {
    private func parse(_ text: String) throws -> CatalogCommand {
        try CatalogCommand(json: try JSONValue(parsing: Array(text.utf8)))
    }

    private func errors(_ text: String) throws -> [String] {
        let error = #expect(throws: InvalidCommand.self) { try parse(text) }
        return error?.errors.map(\.description) ?? []
    }

    @Test("is refused with every wrong field at once")
    func allErrors() throws {
        let found = try errors(
            """
            {"command":"register-movie","title":"","year":1700,"runtime":0,"overview":5,
             "poster_url":"ftp://x",
             "popularity":-1,"rating":10.5,"genres":[0,"x"],"countries":["fr"],"languages":["FR"],
             "alternative_titles":["a\\nb"],"external_ids":[{"source":"IMDb","id":"1"}],
             "cast":[{"character":"X","billing":0}],"crew":[{"person":1}],"titel":"X"}
            """
        )
        #expect(
            found == [
                "/title: must not be empty",
                "/year: must be from 1870 to 2200, not 1700",
                "/runtime: must be from 1 to 60000, not 0",
                "/overview: a string was expected, not a number",
                "/poster_url: must be an http or https URL",
                "/popularity: must be from 0 to 1000000000000, not -1",
                "/rating: must be from 0 to 10, not 10.5",
                "/genres/0: must be at least 1, not 0",
                "/genres/1: a whole number was expected, not a string",
                "/countries/0: must be two capital letters, such as \"FR\"",
                "/languages/0: must be two or three lowercase letters, such as \"fr\"",
                "/alternative_titles/0: must be one line, without tabs and line ends",
                "/external_ids/0/source: must be lowercase letters, digits and hyphens",
                "/cast/0/person: is required",
                "/cast/0/billing: must be from 1 to 100000, not 0",
                "/crew/0/job: is required",
                "/titel: there is no such field; did you mean \"title\"?",
            ]
        )
    }

    @Test("that does not exist is answered with the one that looks most like it")
    func unknownCommand() throws {
        #expect(
            try errors(#"{"command":"regster-movie"}"#)
                == [#"/command: there is no command "regster-movie"; did you mean "register-movie"?"#]
        )
        #expect(try errors("{}") == ["/command: is required"])
        #expect(try errors("[]").count == 1)
    }

    @Test("names a source at most once")
    func sourceTwice() throws {
        let ids = #"[{"source":"s","id":"1"},{"source":"s","id":"2"}]"#
        let text = #"{"command":"register-person","name":"A","external_ids":\#(ids)}"#
        #expect(try errors(text) == ["/external_ids: names a source twice"])
    }

    @Test("takes optional facts away with null, and refuses to take away the others")
    func nulls() throws {
        var patch = MoviePatch()
        patch.runtime = .clear
        patch.overview = .clear
        #expect(
            try parse(#"{"command":"revise-movie","id":1,"runtime":null,"overview":null}"#)
                == .reviseMovie(1, patch)
        )
        #expect(
            try errors(#"{"command":"revise-movie","id":1,"title":null,"cast":null}"#)
                == ["/title: cannot be taken away", "/cast: cannot be taken away"]
        )
        #expect(
            try errors(#"{"command":"revise-person","id":1,"name":null}"#) == ["/name: cannot be taken away"]
        )
    }

    @Test("takes its identifier from the path, and from nowhere else then")
    func path() throws {
        let path = [JSONValue.Member(key: "id", value: .int(4))]
        let body = try JSONValue(parsing: Array(#"{"title":"X"}"#.utf8))
        var patch = MoviePatch()
        patch.title = "X"
        #expect(try CatalogCommand(.reviseMovie, path: path, body: body) == .reviseMovie(4, patch))
        let doubled = try JSONValue(parsing: Array(#"{"id":5}"#.utf8))
        let error = #expect(throws: InvalidCommand.self) {
            try CatalogCommand(.reviseMovie, path: path, body: doubled)
        }
        #expect(error?.errors.map(\.pointer) == ["/id"])
    }

    @Test("folds the query of a pin as search folds it")
    func pinQuery() throws {
        #expect(
            try parse(#"{"command":"set-search-pin","query":" Star \t WARS ","movies":[2,1]}"#)
                == .setSearchPin(query: "star wars", movies: [2, 1])
        )
        #expect(
            try errors(#"{"command":"set-search-pin","query":"a","movies":[]}"#)
                == ["/movies: must name 1 to 20 films"]
        )
        #expect(
            try errors(#"{"command":"set-search-pin","query":"a"}"#) == ["/movies: must name 1 to 20 films"]
        )
    }

    @Test("adds a job or a role, but not both")
    func credits() throws {
        #expect(
            try parse(#"{"command":"add-credit","id":1,"person":2,"character":"X"}"#)
                == .addCredit(1, .cast(.init(person: 2, character: "X")))
        )
        #expect(
            try parse(#"{"command":"add-credit","id":1,"person":2,"job":"Editor"}"#)
                == .addCredit(1, .crew(.init(person: 2, job: "Editor")))
        )
        #expect(
            try errors(#"{"command":"add-credit","id":1,"person":2,"job":"Editor","character":"X"}"#).count
                == 1
        )
    }

    @Test(
        "that is empty otherwise is refused with what it needs, or is complete",
        arguments: CatalogCommand.Name.allCases
    )
    func bare(name: CatalogCommand.Name) {
        let error = #expect(throws: InvalidCommand.self) { try CatalogCommand(name) }
        #expect(error?.errors.allSatisfy { $0.pointer.hasPrefix("/") } == true)
    }
}
