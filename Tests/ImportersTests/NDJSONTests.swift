import CatalogService
import Contracts
import Importers
import Testing

@Suite("An NDJSON file")
struct NDJSONTests {
    private static func film(_ number: Int, title: String = "Film") -> String {
        #"{"external_id":{"source":"test","id":"\#(number)"},"title":"\#(title)","year":1999}"#
    }

    @Test("gives one film a line, whatever ends the lines")
    func lines() async throws {
        let files = try Files()
        let text = [Self.film(1), "", Self.film(2) + "\r", "  ", Self.film(3)].joined(separator: "\n")
        let path = try files.file("films.ndjson", text)
        let sink = RememberingSink()
        let summary = try await FilmImport(format: .ndjson, files: [path]).run(into: sink)
        #expect(sink.films.map(\.externalID.id) == ["1", "2", "3"])
        #expect(summary.created == 3)
        #expect(summary.records == 3)
    }

    @Test("reads all fields of an import command")
    func fields() async throws {
        let files = try Files()
        let path = try files.file(
            "films.ndjson",
            #"""
            {"external_id":{"source":"test","id":"1"},"title":"Les Quatre Cents Coups","year":1959,"original_title":"O","runtime":99,"overview":"V","poster_url":"https://example.org/p","popularity":3.5,"rating":8,"genres":["Drama"],"countries":["FR",{"code":"IT","name":"Italy"}],"languages":[{"code":"fr","name":"French"}],"alternative_titles":["The 400 Blows"],"cast":[{"name":"Jean-Pierre Léaud","character":"Antoine"}],"crew":[{"name":"François Truffaut","job":"Director"}]}
            """#
        )
        let sink = RememberingSink()
        _ = try await FilmImport(format: .ndjson, files: [path]).run(into: sink)
        let film = try #require(sink.films.first)
        #expect(film.countries.map(\.code.rawValue) == ["FR", "IT"])
        #expect(film.cast.first?.character == "Antoine")
        #expect(film.crew.first?.job == "Director")
    }

    @Test("has wrong lines rejected with their number, and goes on behind them")
    func rejects() async throws {
        let files = try Files()
        let long = #"{"title":""# + String(repeating: "x", count: 2 << 20) + #""}"#
        let path = try files.file(
            "films.ndjson",
            [
                Self.film(1), "{", long, #"{"title":7}"#, Self.film(5), Self.film(6, title: "Refused"),
                #"{"cut":"of"#,
            ]
            .joined(separator: "\n")
        )
        let rejects = files.path("rejects.ndjson")
        let sink = RememberingSink(refusing: "Refused")
        let summary = try await FilmImport(format: .ndjson, files: [path], rejects: rejects).run(into: sink)
        #expect(sink.films.map(\.externalID.id) == ["1", "5"])
        #expect(summary.rejected == 5)
        #expect(summary.records == 7)
        #expect(summary.rejects.compactMap(\.place.record).sorted() == [2, 3, 4, 6, 7])
        let text = try files.text("rejects.ndjson")
        #expect(text.contains("not this one"))
        #expect(text.contains("/year: is required"))
    }

    @Test("is streamed: twenty thousand lines pass through in batches, and progress is told")
    func many() async throws {
        let files = try Files()
        let text = (0..<20_000).map { Self.film($0) }.joined(separator: "\n")
        let path = try files.file("films.ndjson", text)
        let sink = RememberingSink()
        let summary = try await FilmImport(format: .ndjson, files: [path, path]).run(into: sink) { progress in
            #expect(progress.done <= progress.total ?? 0)
        }
        #expect(summary.created == 20_000)
        #expect(summary.unchanged == 20_000)
    }
}
