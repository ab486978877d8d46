import CatalogService
import Importers
import Testing

@Suite("The cast of a Wikipedia record")
struct CastCleaningTests {
    @Test(
        "is cleaned of what is no name",
        arguments: [
            (["Judy Garland", "."], ["Judy Garland"], Cleaning.castFragment),
            (["Ann Miller", "and", "Rufe Davis"], ["Ann Miller", "Rufe Davis"], .castFragment),
            (["(", "Lee Dainton", ")"], ["Lee Dainton"], .castFragment),
            (["[2]", "Tom Mix"], ["Tom Mix"], .castFootnote),
            (["Katherine MacDonald]]"], ["Katherine MacDonald"], .castFootnote),
            (
                ["House Peters", "Sr.", "Myrtle Stedman"], ["House Peters Sr.", "Myrtle Stedman"],
                .castSpelling
            ),
            (["Robert Downey, Jr."], ["Robert Downey Jr."], .castSpelling),
            (["Eric Bauza", "and Lauren K. Sokolov"], ["Eric Bauza", "Lauren K. Sokolov"], .castSpelling),
            ([". Caroline Martin"], ["Caroline Martin"], .castSpelling),
            (["Harvey Keitel", "Jude Law."], ["Harvey Keitel", "Jude Law"], .castSpelling),
            (["David Powell (actor)"], ["David Powell"], .castHint),
            (["Cuba Gooding\u{A0} Jr."], ["Cuba Gooding Jr."], .spaces),
            (["Paul Whiteman", "and his Orchestra"], ["Paul Whiteman"], .castFragment),
            (["Dean Jones", "Dean Jones"], ["Dean Jones"], .castNamedTwice),
            (["A year in the life of Susan Tom and her 11 children with disabilities"], [], .castSentence),
            (["town's fight for water rights", "Jack Holt"], ["Jack Holt"], .castSentence),
            (["the life of a child from"], [], .castSentence),
            (["1972 Summer Olympics"], [], .castSentence),
        ]
    )
    func cleaned(entries: [String], names: [String], rule: Cleaning) async throws {
        let cast = try await WikipediaImport.cast(entries)
        #expect(cast.names == names)
        #expect(cast.cleaned[rule] != nil, "\(cast.cleaned)")
    }

    @Test(
        "keeps names that look odd",
        arguments: [
            "will.i.am", "muMs da Schemer", "RZA", "50 Cent", "Dave (Tex) O'Brien", "Abbott and Costello",
            "The Who",
            "de Havilland", "Sammy Davis Jr.", "\"Weird Al\" Yankovic", "Larry the Cable Guy", "D12",
            "Louis C.K.",
        ]
    )
    func kept(name: String) async throws {
        let cast = try await WikipediaImport.cast([name])
        #expect(cast.names == [name])
        #expect(cast.cleaned.isEmpty)
    }

    @Test("gives its writers and directors to the crew")
    func crew() async throws {
        let writers = try await WikipediaImport.cast([
            "Allen Covert", "Nick Swardson", "(writers)", "Rob Schneider", "Nick Swardson",
        ])
        #expect(writers.names == ["Rob Schneider", "Nick Swardson"])
        #expect(writers.crew == ["Allen Covert: Writer", "Nick Swardson: Writer"])

        let directors = try await WikipediaImport.cast(["Dir.:", "Greg Marcks", "Cast:", "Shane West"])
        #expect(directors.names == ["Shane West"])
        #expect(directors.crew == ["Greg Marcks: Director"])

        let inOne = try await WikipediaImport.cast([
            "Dir.: Steve Asquith", "Cast:", "Pierce Brosnan", "(final cut)",
        ])
        #expect(inOne.names == ["Pierce Brosnan"])
        #expect(inOne.crew == ["Steve Asquith: Director"])

        let lonely = try await WikipediaImport.cast(["screenwriter)", "Alec Baldwin"])
        #expect(lonely.names == ["Alec Baldwin"])
        #expect(lonely.crew.isEmpty)
    }

    @Test("is not emptied by a remark behind a long list of names")
    func lateRemark() async throws {
        let names = (1...9).map { "Actor Number\($0)" }
        let cast = try await WikipediaImport.cast(names + ["(story)"])
        #expect(cast.names == names)
    }

    @Test("knows who narrates")
    func narrator() async throws {
        let run = try await WikipediaImport(
            #"{"title":"Chimpanzee","year":2012,"cast":["Tim Allen","(narrator)"],"genres":[]}"#
        )
        #expect(run.films.first?.cast.first?.character == "Narrator")
    }
}
