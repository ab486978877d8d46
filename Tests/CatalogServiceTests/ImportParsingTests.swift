import CatalogService
import Contracts
import JSONKit
import Testing

@Suite("A film in an import file")
struct ImportParsingTests {
    @Test("is the same after writing and reading")
    func roundTrip() throws {
        var movie = MovieImport(
            externalID: ExternalID(source: "wikipedia", id: "X_(film)"),
            title: "X \"y\"",
            year: 1930
        )
        movie.originalTitle = "Ix"
        movie.runtime = 90
        movie.overview = "Two\nlines."
        movie.posterURL = "https://example.org/x"
        movie.popularity = 0.5
        movie.rating = 7
        movie.genres = ["Drama"]
        movie.countries = [.init(code: "FR", name: "France"), .init(code: "US")]
        movie.languages = [.init(code: "fr")]
        movie.alternativeTitles = ["Ex"]
        movie.cast = [.init(name: "Ann", externalID: "Ann_(actress)", character: "Hero"), .init(name: "Bob")]
        movie.crew = [.init(name: "Cyd", job: "Director")]
        var writer = JSONWriter()
        movie.write(to: &writer)
        #expect(try MovieImport(json: JSONValue(parsing: writer.bytes)) == movie)
        writer.removeAll()
        movie.writeCommand(to: &writer)
        #expect(try CatalogCommand(json: JSONValue(parsing: writer.bytes)) == .importMovie(movie))
    }

    @Test("may name a country by its code alone")
    func codes() throws {
        let countries = #"["FR",{"code":"US"}]"#
        let text =
            #"{"external_id":{"source":"s","id":"1"},"title":"X","year":1999,"countries":\#(countries)}"#
        let movie = try MovieImport(json: JSONValue(parsing: Array(text.utf8)))
        #expect(movie.countries == [.init(code: "FR"), .init(code: "US")])
    }

    @Test("is refused with every wrong field at once")
    func errors() throws {
        let credits = #""cast":[{"character":"X"}],"crew":[{"name":"A"}]"#
        let text = #"{"title":"X","countries":["France",{"name":"A"}],\#(credits)}"#
        let error = #expect(throws: InvalidCommand.self) {
            try MovieImport(json: JSONValue(parsing: Array(text.utf8)))
        }
        #expect(
            error?.errors.map(\.pointer) == [
                "/external_id", "/year", "/countries/0", "/countries/1/code", "/cast/0/name", "/crew/0/job",
            ]
        )
    }
}
