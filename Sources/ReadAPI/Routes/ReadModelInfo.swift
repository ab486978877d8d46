import HTTPKit
import Mongo

/// How one read model is shown: its name, its fields, and what its things are called.
struct ReadModelInfo: Sendable {
    /// The name of the projection and of the list's path.
    let name: String
    /// One of its things, in sentences.
    let thing: String
    /// What `_id` is called.
    let key: String
    /// The other fields that readers see, in their order.
    let fields: [String]
    /// Fields that only a thing's own page has.
    let pageFields: [String]
    /// The name of its schema.
    let schema: String
    /// Shows all fields but those of the page.
    let shape: JSONShape
    /// The group in the documentation.
    let tag: String

    private init(
        name: String,
        thing: String,
        key: String = "id",
        schema: String,
        fields: [String],
        pageFields: [String] = []
    ) {
        self.name = name
        self.thing = thing
        self.key = key
        self.schema = schema
        self.fields = fields
        self.pageFields = pageFields
        tag = name.prefix(1).uppercased() + name.dropFirst()
        let shown = pageFields.isEmpty ? nil : fields + [key]
        shape = key == "id" ? Self.byID(shown) : Self.byCode(shown)
    }

    /// What lists ask MongoDB for; nil for whole documents.
    var projection: BSONDocument? {
        guard !pageFields.isEmpty else { return nil }
        var writer = BSONWriter()
        for field in pageFields { writer.append(field, 0) }
        return writer.finish()
    }

    /// Shows these fields and the key.
    func shape(of fields: [String]) -> JSONShape {
        key == "id" ? Self.byID(fields + ["id"]) : Self.byCode(fields + ["code"])
    }

    private static func byID(_ fields: [String]? = nil) -> JSONShape {
        JSONShape(fields: fields, renaming: ["_id": "id", "_stale": "stale"])
    }

    private static func byCode(_ fields: [String]? = nil) -> JSONShape {
        JSONShape(fields: fields, renaming: ["_id": "code", "_stale": "stale"])
    }

    static let movies = ReadModelInfo(
        name: "movies",
        thing: "movie",
        schema: "Movie",
        fields: [
            "version", "stale", "slug", "title", "year", "original_title", "runtime", "overview",
            "poster_url",
            "popularity", "rating", "genres", "countries", "languages", "cast", "crew", "alternative_titles",
            "external_ids", "added_at",
        ]
    )
    static let people = ReadModelInfo(
        name: "people",
        thing: "person",
        schema: "Person",
        fields: [
            "version", "stale", "slug", "name", "birth_year", "death_year", "external_ids", "film_count",
        ],
        pageFields: ["filmography"]
    )
    static let genres = ReadModelInfo(
        name: "genres",
        thing: "genre",
        schema: "Genre",
        fields: ["version", "stale", "slug", "name", "film_count"]
    )
    static let countries = ReadModelInfo(
        name: "countries",
        thing: "country",
        key: "code",
        schema: "Country",
        fields: ["version", "stale", "name", "film_count"]
    )
    static let languages = ReadModelInfo(
        name: "languages",
        thing: "language",
        key: "code",
        schema: "Language",
        fields: ["version", "stale", "name", "film_count"]
    )

    static let all = [movies, people, genres, countries, languages]
}
