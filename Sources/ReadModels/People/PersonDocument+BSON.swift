import Contracts
public import Mongo

extension PersonDocument {
    public func encode(to writer: inout BSONWriter) {
        writer.append("slug", facts.slug)
        writer.append("name", facts.name)
        writer.append("birth_year", ifPresent: facts.birthYear)
        writer.append("death_year", ifPresent: facts.deathYear)
        facts.externalIDs.encode(to: &writer)
        writer.append("film_count", filmCount)
        writer.array("filmography") { array in
            for entry in filmography { array.document { entry.encode(to: &$0) } }
        }
    }

    public init(bson: BSONDocument) throws {
        self = try bson.withReader { reader throws(BSONError) in try PersonDocument(reader: &reader) }
    }

    private init(reader: inout BSONReader) throws(BSONError) {
        var slug: String?
        var name: String?
        var facts = PersonFacts(slug: "", name: "")
        var filmography: [FilmographyEntry] = []
        while let field = try reader.next() {
            switch field.name {
            case "slug": slug = try field.string()
            case "name": name = try field.string()
            case "birth_year": facts.birthYear = try field.int()
            case "death_year": facts.deathYear = try field.int()
            case "external_ids": facts.externalIDs = try field.elements(ExternalID.init(reader:))
            case "filmography": filmography = try field.elements(FilmographyEntry.init(reader:))
            default: break
            }
        }
        facts.slug = try slug.required("slug")
        facts.name = try name.required("name")
        self.init(facts: facts)
        self.filmography = filmography
    }
}

extension FilmographyEntry {
    fileprivate func encode(to writer: inout BSONWriter) {
        writer.append("credit_id", creditID.rawValue)
        writer.append("movie_id", movieID.rawValue)
        role.encode(to: &writer)
    }

    fileprivate init(reader: inout BSONReader) throws(BSONError) {
        var creditID: CreditID?
        var movieID: MovieID?
        var role = PartialRole()
        while let field = try reader.next() {
            switch field.name {
            case "credit_id": creditID = try field.id()
            case "movie_id": movieID = try field.id()
            default: try role.read(field)
            }
        }
        self.init(
            creditID: try creditID.required("credit_id"),
            movieID: try movieID.required("movie_id"),
            role: try role.finish()
        )
    }
}
