import CatalogService
import Contracts
import Importers
import Testing

@Suite("A Wikipedia file")
struct WikipediaTests {
    @Test("gives films by the addresses of their pages")
    func plain() async throws {
        let run = try await WikipediaImport(
            #"""
            {"title":"The Matrix","year":1999,"cast":["Keanu Reeves"],"genres":["Science Fiction","Sport"],"href":"The_Matrix",
             "extract":"The Matrix is a 1999 film.\n","thumbnail":"https://example.org/m.jpg","thumbnail_width":3,"thumbnail_height":4}
            """#
        )
        let film = try #require(run.films.first)
        #expect(film.externalID.source == "wikipedia")
        #expect(film.externalID.id == "The_Matrix")
        #expect(film.genres == ["Science Fiction", "Sports"])
        #expect(film.overview == "The Matrix is a 1999 film.")
        #expect(film.posterURL == "https://example.org/m.jpg")
        #expect(run.summary.created == 1)
    }

    @Test(
        "is cleaned in its titles",
        arguments: [
            (
                "Naked Gun .mw-parser-output .frac{white-space:nowrap}.mw-parser-output .sr-only{width:1px}33+1⁄3: The Final Insult",
                "Naked Gun 33+1⁄3: The Final Insult", Cleaning.titleStyleSheet
            ),
            ("Fly by Night\u{A0}[fr]", "Fly by Night", .titleFootnote),
            ("The Cord of Life[1]", "The Cord of Life", .titleFootnote),
            ("Two\u{A0} Spaces", "Two Spaces", .spaces),
        ]
    )
    func titles(title: String, clean: String, rule: Cleaning) async throws {
        let run = try await WikipediaImport(#"{"title":"\#(title)","year":1950}"#)
        #expect(run.films.map(\.title) == [clean])
        #expect(run.summary.cleaned[rule] == 1)
    }

    @Test("may list a film twice under one page: the records become one film")
    func listedTwice() async throws {
        let run = try await WikipediaImport(files: [
            (
                "movies-1950s.json",
                #"[{"title":"The Wasp Woman","year":1959,"cast":["Susan Cabot"],"genres":["Horror"],"href":"The_Wasp_Woman"}]"#
            ),
            (
                "movies-1960s.json",
                #"[{"title":"The Wasp Woman","year":1960,"cast":["Susan Cabot","Anthony Eisley"],"genres":["Science Fiction"],"href":"The_Wasp_Woman"}]"#
            ),
        ])
        #expect(run.films.count == 1)
        #expect(run.films.first?.year == 1959)
        #expect(run.films.first?.cast.map(\.name) == ["Susan Cabot", "Anthony Eisley"])
        #expect(run.films.first?.genres == ["Horror", "Science Fiction"])
        #expect(run.summary.merged == 1)
        #expect(run.summary.records == 2)
    }

    @Test("may link two films to one page: the page goes to the film of its year")
    func sharedPage() async throws {
        let run = try await WikipediaImport(
            #"""
            {"title":"Crossed Trails","year":1924,"href":"Crossed_Trails","extract":"Crossed Trails is a 1948 American Western film."},
            {"title":"Crossed Trails","year":1948,"href":"Crossed_Trails","extract":"Crossed Trails is a 1948 American Western film."}
            """#
        )
        #expect(run.films.map(\.externalID.id) == ["crossed-trails-1924", "Crossed_Trails"])
        #expect(run.films[0].overview == nil)
        #expect(run.films[1].overview != nil)
        #expect(run.summary.cleaned[.sharedPage] == 1)
    }

    @Test("keeps films of the same title and year apart when their pages differ")
    func sameTitle() async throws {
        let run = try await WikipediaImport(
            #"""
            {"title":"Carmen","year":1915,"href":"Carmen_(1915_Cecil_B._DeMille_film)"},
            {"title":"Carmen","year":1915,"href":"Carmen_(1915_Raoul_Walsh_film)"},
            {"title":"Carmen","year":1915,"href":null}, {"title":"Carmen","year":1915}
            """#
        )
        #expect(run.films.map(\.externalID.id).suffix(2) == ["carmen-1915", "carmen-1915-2"])
        #expect(Set(run.films.map(\.externalID)).count == 4)
    }

    @Test("takes a re-release as the film that it shows again")
    func rerelease() async throws {
        let run = try await WikipediaImport(
            #"""
            {"title":"Titanic","year":1997,"cast":["Kate Winslet"],"href":"Titanic_(1997_film)"},
            {"title":"Titanic 3D","year":2012,"cast":["Kate Winslet","Victor Garber"],"href":"Titanic_(1997_film)"},
            {"title":"Step Up 3D","year":2010,"href":"Step_Up_3D"}
            """#
        )
        #expect(run.films.map(\.title) == ["Titanic", "Step Up 3D"])
        #expect(run.films.map(\.year) == [1997, 2010])
        #expect(run.summary.cleaned[.rerelease] == 1)
    }

    @Test("gives way to the year in a page's name, and notes a film of another decade")
    func years() async throws {
        let run = try await WikipediaImport(
            #"{"title":"Last Ride","year":2012,"href":"Last_Ride_(2009_film)"}"#,
            file: "movies-2010s.json"
        )
        #expect(run.films.first?.year == 2009)
        #expect(run.summary.cleaned == [.pageYear: 1, .otherDecade: 1])
    }

    @Test("has its wrong records rejected with place, reason and the record, and the rest imported")
    func rejects() async throws {
        let run = try await WikipediaImport(
            #"""
            {"title":"Fine","year":1999}, {"title":7,"year":"1999","cast":{}}, 5, {"year":1950},
            {"title":"Too old","year":1500}, {"title":"Twice","title":"Twice","year":1950},
            {"title":"Cast of numbers","year":1950,"cast":[1]}
            """#
        )
        #expect(run.films.map(\.title) == ["Fine"])
        #expect(run.summary.rejected == 6)
        #expect(run.summary.records == 7)
        let lines = run.rejects.split(separator: "\n")
        #expect(lines.count == 6)
        let wrongTypes = try #require(lines.first { $0.contains(#""record":2"#) })
        #expect(wrongTypes.contains("/title") && wrongTypes.contains("/year") && wrongTypes.contains("/cast"))
        #expect(wrongTypes.contains(#""film":{"title":7"#))
        #expect(run.rejects.contains("/cast/0"))
    }

    @Test(
        "that is broken is read as far as it is whole, and the place of the break is named",
        arguments: [
            (#"[{"title":"Whole","year":1999},{"title":"Cut"#, 1, "line 1, column"),
            ("not JSON", 0, "line 1, column 1"),
            ("", 0, "line 1, column 1"),
            (#"{"title":"No array","year":1999}"#, 0, "an array was expected"),
            ("[{\"title\":\"Whole\",\"year\":1999},\n{\"title\":\"\u{1}\",\"year\":1999}]", 1, "line 2"),
        ]
    )
    func broken(text: String, films: Int, reason: String) async throws {
        let run = try await WikipediaImport(files: [("movies.json", text)])
        #expect(run.films.count == films)
        #expect(run.summary.rejected == 1)
        #expect(run.rejects.contains(reason), "\(run.rejects)")
    }

    @Test("that is not there stops the import before it begins")
    func missing() async throws {
        let files = try Files()
        let sink = RememberingSink()
        let whole = try files.file("a.json", #"[{"title":"A","year":1999}]"#)
        await #expect(throws: ImportError.self) {
            _ = try await FilmImport(format: .wikipedia, files: [whole, "/nowhere/b.json"]).run(into: sink)
        }
        #expect(sink.films.isEmpty)
    }
}
