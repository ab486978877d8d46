public import Mongo
public import Projection

/// A genre, a country or a language, with how many films have it.
public struct ReferenceDataDocument: ProjectedDocument, Hashable {
    /// Genres have one; countries and languages are known by their code.
    public var slug: String?
    public var name: String
    /// How many films that are in the catalog now have it.
    public var filmCount: Int64

    public init(slug: String? = nil, name: String, filmCount: Int64 = 0) {
        self.slug = slug
        self.name = name
        self.filmCount = filmCount
    }

    public func encode(to writer: inout BSONWriter) {
        writer.append("slug", ifPresent: slug)
        writer.append("name", name)
        writer.append("film_count", filmCount)
    }

    public init(bson: BSONDocument) throws {
        self = try bson.withReader { reader throws(BSONError) in
            var slug: String?
            var name: String?
            var filmCount: Int64?
            while let field = try reader.next() {
                switch field.name {
                case "slug": slug = try field.string()
                case "name": name = try field.string()
                case "film_count": filmCount = try field.int64()
                default: break
                }
            }
            return ReferenceDataDocument(
                slug: slug,
                name: try name.required("name"),
                filmCount: try filmCount.required("film_count")
            )
        }
    }
}
