import Contracts
public import Mongo

extension MovieDocument {
    public func encode(to writer: inout BSONWriter) {
        writer.append("slug", facts.slug)
        writer.append("title", facts.title)
        writer.append("year", facts.year)
        writer.append("original_title", ifPresent: facts.originalTitle)
        writer.append("runtime", ifPresent: facts.runtime)
        writer.append("overview", ifPresent: facts.overview)
        writer.append("poster_url", ifPresent: facts.posterURL)
        writer.append("popularity", ifPresent: facts.popularity)
        writer.append("rating", ifPresent: facts.rating)
        writer.array("genres") { array in
            for genre in facts.genres { array.document { genre.encode(to: &$0) } }
        }
        writer.array("countries") { array in
            for country in facts.countries { array.document { country.encode(to: &$0) } }
        }
        writer.array("languages") { array in
            for language in facts.languages { array.document { language.encode(to: &$0) } }
        }
        let crewStart = facts.credits.partitionPoint { !$0.place.isCrew }
        writer.array("cast") { array in
            for credit in facts.credits[..<crewStart] { array.document { credit.encode(to: &$0) } }
        }
        writer.array("crew") { array in
            for credit in facts.credits[crewStart...] { array.document { credit.encode(to: &$0) } }
        }
        writer.array("alternative_titles", of: facts.alternativeTitles)
        facts.externalIDs.encode(to: &writer)
        writer.append("added_at", millisecondsSince1970: addedAt)
    }

    public init(bson: BSONDocument) throws {
        self = try bson.withReader { reader throws(BSONError) in try MovieDocument(reader: &reader) }
    }

    private init(reader: inout BSONReader) throws(BSONError) {
        var slug: String?
        var title: String?
        var year: Int?
        var addedAt: Int64?
        var facts = MovieFacts(slug: "", title: "", year: 0)
        while let field = try reader.next() {
            switch field.name {
            case "slug": slug = try field.string()
            case "title": title = try field.string()
            case "year": year = try field.int()
            case "original_title": facts.originalTitle = try field.string()
            case "runtime": facts.runtime = try field.int()
            case "overview": facts.overview = try field.string()
            case "poster_url": facts.posterURL = try field.string()
            case "popularity": facts.popularity = try field.double()
            case "rating": facts.rating = try field.double()
            case "genres": facts.genres = try field.elements(GenreReference.init(reader:))
            case "countries": facts.countries = try field.elements(CountryReference.init(reader:))
            case "languages": facts.languages = try field.elements(LanguageReference.init(reader:))
            case "cast", "crew": facts.credits += try field.elements(Credit.init(reader:))
            case "alternative_titles": facts.alternativeTitles = try field.strings()
            case "external_ids": facts.externalIDs = try field.elements(ExternalID.init(reader:))
            case "added_at": addedAt = try field.millisecondsSince1970()
            default: break
            }
        }
        facts.slug = try slug.required("slug")
        facts.title = try title.required("title")
        facts.year = try year.required("year")
        self.init(facts: facts, addedAt: try addedAt.required("added_at"))
    }
}

extension Credit {
    fileprivate func encode(to writer: inout BSONWriter) {
        writer.append("credit_id", id.rawValue)
        writer.append("id", person.id.rawValue)
        writer.append("slug", person.slug)
        writer.append("name", person.name)
        role.encode(to: &writer)
    }

    fileprivate init(reader: inout BSONReader) throws(BSONError) {
        var creditID: CreditID?
        var id: PersonID?
        var slug: String?
        var name: String?
        var role = PartialRole()
        while let field = try reader.next() {
            switch field.name {
            case "credit_id": creditID = try field.id()
            case "id": id = try field.id()
            case "slug": slug = try field.string()
            case "name": name = try field.string()
            default: try role.read(field)
            }
        }
        let person = PersonReference(
            id: try id.required("id"),
            slug: try slug.required("slug"),
            name: try name.required("name")
        )
        self.init(id: try creditID.required("credit_id"), person: person, role: try role.finish())
    }
}
