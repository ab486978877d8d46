import JSONKit

/// A film's identifier and facts, as `movie-registered` and `movie-restored` carry them.
struct MoviePayload: JSONCodable {
    var id: MovieID
    var facts: MovieFacts

    init(id: MovieID, facts: MovieFacts) {
        self.id = id
        self.facts = facts
    }

    init(from reader: inout JSONReader) throws(JSONError) {
        var id: MovieID?
        var slug: String?
        var title: String?
        var year: Int?
        var facts = MovieFacts(slug: "", title: "", year: 0)
        try reader.object { (key, reader: inout JSONReader) throws(JSONError) in
            switch key {
            case "id": id = try reader.id()
            case "slug": slug = try reader.string()
            case "title": title = try reader.string()
            case "year": year = try reader.integer()
            case "original_title": facts.originalTitle = try reader.string()
            case "runtime": facts.runtime = try reader.integer()
            case "overview": facts.overview = try reader.string()
            case "poster_url": facts.posterURL = try reader.string()
            case "popularity": facts.popularity = try reader.double()
            case "rating": facts.rating = try reader.double()
            case "genres": facts.genres = try reader.values()
            case "countries": facts.countries = try reader.values()
            case "languages": facts.languages = try reader.values()
            case "alternative_titles": facts.alternativeTitles = try reader.strings()
            case "external_ids": facts.externalIDs = try reader.values()
            case "credits": facts.credits = try reader.values()
            default: try reader.skip()
            }
        }
        facts.slug = try reader.need(slug, "slug")
        facts.title = try reader.need(title, "title")
        facts.year = try reader.need(year, "year")
        self.init(id: try reader.need(id, "id"), facts: facts)
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("id", id)
        writer.field("slug", facts.slug)
        writer.field("title", facts.title)
        writer.field("year", facts.year)
        writer.field("original_title", facts.originalTitle)
        writer.field("runtime", facts.runtime)
        writer.field("overview", facts.overview)
        writer.field("poster_url", facts.posterURL)
        writer.field("popularity", facts.popularity)
        writer.field("rating", facts.rating)
        writer.field("genres", facts.genres)
        writer.field("countries", facts.countries)
        writer.field("languages", facts.languages)
        writer.field("alternative_titles", facts.alternativeTitles)
        writer.field("external_ids", facts.externalIDs)
        writer.field("credits", facts.credits)
        writer.endObject()
    }
}

extension MovieWithdrawn: JSONCodable {
    init(from reader: inout JSONReader) throws(JSONError) {
        var id: MovieID?
        var genres: [GenreID] = []
        var countries: [CountryCode] = []
        var languages: [LanguageCode] = []
        var people: [PersonID] = []
        try reader.object { (key, reader: inout JSONReader) throws(JSONError) in
            switch key {
            case "id": id = try reader.id()
            case "genres": genres = try reader.ids()
            case "countries":
                countries = try reader.array(of: { (reader: inout JSONReader) throws(JSONError) in
                    try reader.code("country")
                })
            case "languages":
                languages = try reader.array(of: { (reader: inout JSONReader) throws(JSONError) in
                    try reader.code("language")
                })
            case "people": people = try reader.ids()
            default: try reader.skip()
            }
        }
        self.init(
            id: try reader.need(id, "id"),
            genres: genres,
            countries: countries,
            languages: languages,
            people: people
        )
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("id", id)
        writer.field("genres", ids: genres)
        writer.field("countries", countries.map(\.rawValue))
        writer.field("languages", languages.map(\.rawValue))
        writer.field("people", ids: people)
        writer.endObject()
    }
}

extension CreditAdded: JSONCodable {
    init(from reader: inout JSONReader) throws(JSONError) {
        var movie: MovieReference?
        var credit: Credit?
        try reader.object { (key, reader: inout JSONReader) throws(JSONError) in
            switch key {
            case "movie": movie = try MovieReference(from: &reader)
            case "credit": credit = try Credit(from: &reader)
            default: try reader.skip()
            }
        }
        self.init(movie: try reader.need(movie, "movie"), credit: try reader.need(credit, "credit"))
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("movie", movie)
        writer.field("credit", credit)
        writer.endObject()
    }
}

extension CreditRevised: JSONCodable {
    init(from reader: inout JSONReader) throws(JSONError) {
        var movieID: MovieID?
        var credit: Credit?
        try reader.object { (key, reader: inout JSONReader) throws(JSONError) in
            switch key {
            case "movie_id": movieID = try reader.id()
            case "credit": credit = try Credit(from: &reader)
            default: try reader.skip()
            }
        }
        self.init(movieID: try reader.need(movieID, "movie_id"), credit: try reader.need(credit, "credit"))
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("movie_id", movieID)
        writer.field("credit", credit)
        writer.endObject()
    }
}

extension CreditRemoved: JSONCodable {
    init(from reader: inout JSONReader) throws(JSONError) {
        var movieID: MovieID?
        var creditID: CreditID?
        var personID: PersonID?
        try reader.object { (key, reader: inout JSONReader) throws(JSONError) in
            switch key {
            case "movie_id": movieID = try reader.id()
            case "credit_id": creditID = try reader.id()
            case "person_id": personID = try reader.id()
            default: try reader.skip()
            }
        }
        self.init(
            movieID: try reader.need(movieID, "movie_id"),
            creditID: try reader.need(creditID, "credit_id"),
            personID: try reader.need(personID, "person_id")
        )
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("movie_id", movieID)
        writer.field("credit_id", creditID)
        writer.field("person_id", personID)
        writer.endObject()
    }
}
