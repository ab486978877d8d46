import Mongo
import SearchIndex

/// What the index is told of one stored document: a new state, or that it is gone.
enum StoredDocument {
    /// Reads a document of `movies` or `people`.
    ///
    /// - Throws: `BSONError` for a document that is not what the projection writes.
    static func change(_ stored: BSONDocument, kind: CatalogSchema.Kind) throws(BSONError)
        -> SearchIndex.Change
    {
        var document = empty(kind)
        let isGone = try read(stored, kind: kind, into: &document)
        return isGone ? .remove(document.key, position: document.position) : .put(document)
    }

    /// A document to read into.
    static func empty(_ kind: CatalogSchema.Kind) -> SearchDocument {
        SearchDocument(
            key: SearchKey(kind: kind.rawValue, id: 0),
            position: 0,
            title: "",
            numbers: Array(repeating: nil, count: CatalogSchema.Number.allCases.count)
        )
    }

    /// Reads a document of `movies` or `people` into one that was empty or held another of its kind.
    ///
    /// - Returns: Whether it is gone.
    /// - Throws: `BSONError` for a document that is not what the projection writes.
    static func read(
        _ stored: BSONDocument,
        kind: CatalogSchema.Kind,
        into document: inout SearchDocument
    ) throws(BSONError) -> Bool {
        var builder = Builder(kind, &document)
        defer { swap(&document, &builder.document) }
        try stored.withReader { reader throws(BSONError) in
            switch kind {
            case .movie: try movie(&reader, into: &builder)
            case .person: try person(&reader, into: &builder)
            }
        }
        return builder.isGone
    }

    private static func movie(_ reader: inout BSONReader, into builder: inout Builder) throws(BSONError) {
        builder.set(.popularity, to: 0)
        while let field = try reader.next() {
            switch field.name {
            case "title": try builder.setTitle(field)
            case "original_title":
                builder.document.add(try field.utf8(), to: CatalogSchema.Text.originalTitle.rawValue)
            case "alternative_titles":
                var titles = try field.reader()
                while let title = try titles.next() {
                    builder.document.add(try title.utf8(), to: CatalogSchema.Text.alternativeTitles.rawValue)
                }
            case "year":
                let year = try field.int()
                builder.set(.year, to: Double(year))
                builder.document.add(String(year), to: CatalogSchema.Text.year.rawValue)
                let decade = year - year % 10
                builder.add(FacetValue(key: "\(decade)", label: "\(decade)s"), to: .decade)
            case "runtime": builder.set(.runtime, to: try field.double())
            case "rating": builder.set(.rating, to: try field.double())
            case "popularity": builder.set(.popularity, to: try field.double())
            case "added_at": builder.set(.added, to: Double(try field.millisecondsSince1970()))
            case "genres": try builder.addReferences(field, key: "slug", to: .genre, searchedIn: .genre)
            case "countries": try builder.addReferences(field, key: "code", to: .country)
            case "languages": try builder.addReferences(field, key: "code", to: .language)
            case "cast": try builder.addReferences(field, key: "slug", to: .person, searchedIn: .cast)
            case "crew": try builder.addReferences(field, key: "slug", to: .person, searchedIn: .crew)
            default: try builder.read(field)
            }
        }
    }

    private static func person(_ reader: inout BSONReader, into builder: inout Builder) throws(BSONError) {
        var name = UnsafeRawBufferPointer(start: nil, count: 0)
        var popularity = 0.0
        while let field = try reader.next() {
            switch field.name {
            case "name":
                try builder.setTitle(field)
                name = try field.utf8()
            // Beside films: whoever is in more than ten comes before a film of the same name that nobody rated.
            case "film_count": popularity = try field.double() - 10
            default: try builder.read(field)
            }
        }
        builder.set(.popularity, to: popularity)
        // Who has some is known by the last name, too. For everybody it would take a twentieth of the index's memory.
        if popularity > 0 {
            builder.document.addTurned(name, to: CatalogSchema.Text.alternativeTitles.rawValue)
        }
    }

    /// A document of either kind that is being read.
    private struct Builder {
        var document: SearchDocument
        private(set) var isGone = false

        /// Begins a document in the place of another one, which is taken.
        init(_ kind: CatalogSchema.Kind, _ other: inout SearchDocument) {
            document = SearchDocument(key: other.key, position: 0, title: "")
            swap(&document, &other)
            document.reset()
            if kind == .movie { document.reserve(values: 32, bytes: 1_024) }
            add(FacetValue(key: kind.name, label: kind.name), to: .type)
        }

        mutating func set(_ number: CatalogSchema.Number, to value: Double) {
            document.numbers[number.place] = value
        }

        mutating func add(_ value: FacetValue, to facet: CatalogSchema.Facet) {
            document.add(value, to: facet.place)
        }

        mutating func setTitle(_ field: BSONField) throws(BSONError) {
            document.title = try field.string()
            document.add(try field.utf8(), to: CatalogSchema.Text.title.rawValue)
        }

        /// Reads what documents of both kinds have.
        mutating func read(_ field: BSONField) throws(BSONError) {
            switch field.name {
            case "_id": document.key.id = try field.int64()
            case "_pos":
                var positions = try field.reader()
                document.position = try positions.next(named: "catalog")?.int64() ?? 0
            case "gone": isGone = try field.bool()
            default: break
            }
        }

        /// Reads embedded references: named by slug or code, known for ever by identifier where they have one.
        mutating func addReferences(
            _ field: BSONField,
            key keyName: StaticString,
            to facet: CatalogSchema.Facet,
            searchedIn text: CatalogSchema.Text? = nil
        ) throws(BSONError) {
            var array = try field.reader()
            while let element = try array.next() {
                var reference = try element.reader()
                var id: Int64?
                var (key, label) = (
                    UnsafeRawBufferPointer(start: nil, count: 0), UnsafeRawBufferPointer(start: nil, count: 0)
                )
                while let part = try reference.next() {
                    if part.name == keyName {
                        key = try part.utf8()
                    } else if part.name == "id" {
                        id = try part.int64()
                    } else if part.name == "name" {
                        label = try part.utf8()
                    }
                }
                document.add(id: id, key: key, label: label, to: facet.place, searchedIn: text?.rawValue)
            }
        }
    }
}
