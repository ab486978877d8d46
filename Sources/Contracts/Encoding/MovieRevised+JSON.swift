import JSONKit

/// Changed facts by name; `null` for a fact that was taken away; `{"added": […], "removed": […]}` for sets.
extension MovieRevised: JSONCodable {
    init(from reader: inout JSONReader) throws(JSONError) {
        var id: MovieID?
        var event = MovieRevised(id: MovieID(rawValue: 0))
        try reader.object { (key, reader: inout JSONReader) throws(JSONError) in
            switch key {
            case "id": id = try reader.id()
            case "title": event.title = try reader.string()
            case "year": event.year = try reader.integer()
            case "original_title": event.originalTitle = try reader.stringChange()
            case "runtime": event.runtime = try reader.integerChange()
            case "overview": event.overview = try reader.stringChange()
            case "poster_url": event.posterURL = try reader.stringChange()
            case "popularity": event.popularity = try reader.doubleChange()
            case "rating": event.rating = try reader.doubleChange()
            case "genres":
                event.genres = try reader.setChange { (reader: inout JSONReader) throws(JSONError) in
                    try reader.ids()
                }
            case "countries":
                event.countries = try reader.setChange { (reader: inout JSONReader) throws(JSONError) in
                    try reader.array(of: { (reader: inout JSONReader) throws(JSONError) in
                        try reader.code("country")
                    })
                }
            case "languages":
                event.languages = try reader.setChange { (reader: inout JSONReader) throws(JSONError) in
                    try reader.array(of: { (reader: inout JSONReader) throws(JSONError) in
                        try reader.code("language")
                    })
                }
            case "alternative_titles":
                event.alternativeTitles = try reader.stringSetChange()
            case "external_ids":
                event.externalIDs = try reader.setChange { (reader: inout JSONReader) throws(JSONError) in
                    try reader.values()
                }
            default: try reader.skip()
            }
        }
        event.id = try reader.need(id, "id")
        self = event
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("id", id)
        writer.field("title", title)
        writer.field("year", year)
        writer.field("original_title", originalTitle)
        writer.field("runtime", runtime)
        writer.field("overview", overview)
        writer.field("poster_url", posterURL)
        writer.field("popularity", popularity)
        writer.field("rating", rating)
        writer.set("genres", isEmpty: genres.isEmpty) { writer in
            writer.field("added", genres.added)
            writer.field("removed", ids: genres.removed)
        }
        writer.set("countries", isEmpty: countries.isEmpty) { writer in
            writer.field("added", countries.added)
            writer.field("removed", countries.removed.map(\.rawValue))
        }
        writer.set("languages", isEmpty: languages.isEmpty) { writer in
            writer.field("added", languages.added)
            writer.field("removed", languages.removed.map(\.rawValue))
        }
        writer.set("alternative_titles", isEmpty: alternativeTitles.isEmpty) { writer in
            writer.field("added", alternativeTitles.added)
            writer.field("removed", alternativeTitles.removed)
        }
        writer.set("external_ids", isEmpty: externalIDs.isEmpty) { writer in
            writer.field("added", externalIDs.added)
            writer.field("removed", externalIDs.removed)
        }
        writer.endObject()
    }
}

extension JSONReader {
    mutating func stringChange() throws(JSONError) -> Change<String> {
        try change { (reader: inout JSONReader) throws(JSONError) in try reader.string() }
    }

    mutating func integerChange() throws(JSONError) -> Change<Int> {
        try change { (reader: inout JSONReader) throws(JSONError) in try reader.integer() }
    }

    mutating func doubleChange() throws(JSONError) -> Change<Double> {
        try change { (reader: inout JSONReader) throws(JSONError) in try reader.double() }
    }

    mutating func setChange<Member: JSONCodable, Key>(
        removed: (inout JSONReader) throws(JSONError) -> [Key]
    ) throws(JSONError) -> SetChange<Member, Key> {
        var change = SetChange<Member, Key>()
        try object { (key, reader: inout JSONReader) throws(JSONError) in
            switch key {
            case "added": change.added = try reader.values()
            case "removed": change.removed = try removed(&reader)
            default: try reader.skip()
            }
        }
        return change
    }

    mutating func stringSetChange() throws(JSONError) -> SetChange<String, String> {
        var change = SetChange<String, String>()
        try object { (key, reader: inout JSONReader) throws(JSONError) in
            switch key {
            case "added": change.added = try reader.strings()
            case "removed": change.removed = try reader.strings()
            default: try reader.skip()
            }
        }
        return change
    }
}

extension JSONWriter {
    /// Writes what a revision does to a set, and nothing when it leaves the set alone.
    mutating func set(_ name: StaticString, isEmpty: Bool, _ body: (inout JSONWriter) -> Void) {
        guard !isEmpty else { return }
        key(name)
        beginObject()
        body(&self)
        endObject()
    }
}
