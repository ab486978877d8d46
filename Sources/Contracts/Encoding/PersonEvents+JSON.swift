import JSONKit

extension PersonRegistered: JSONCodable {
    init(from reader: inout JSONReader) throws(JSONError) {
        var id: PersonID?
        var slug: String?
        var name: String?
        var facts = PersonFacts(slug: "", name: "")
        try reader.object { (key, reader: inout JSONReader) throws(JSONError) in
            switch key {
            case "id": id = try reader.id()
            case "slug": slug = try reader.string()
            case "name": name = try reader.string()
            case "birth_year": facts.birthYear = try reader.integer()
            case "death_year": facts.deathYear = try reader.integer()
            case "external_ids": facts.externalIDs = try reader.values()
            default: try reader.skip()
            }
        }
        facts.slug = try reader.need(slug, "slug")
        facts.name = try reader.need(name, "name")
        self.init(id: try reader.need(id, "id"), facts: facts)
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("id", id)
        writer.field("slug", facts.slug)
        writer.field("name", facts.name)
        writer.field("birth_year", facts.birthYear)
        writer.field("death_year", facts.deathYear)
        writer.field("external_ids", facts.externalIDs)
        writer.endObject()
    }
}

extension PersonRevised: JSONCodable {
    init(from reader: inout JSONReader) throws(JSONError) {
        var id: PersonID?
        var event = PersonRevised(id: PersonID(rawValue: 0))
        try reader.object { (key, reader: inout JSONReader) throws(JSONError) in
            switch key {
            case "id": id = try reader.id()
            case "name": event.name = try reader.string()
            case "movies": event.movies = try reader.ids()
            case "birth_year": event.birthYear = try reader.integerChange()
            case "death_year": event.deathYear = try reader.integerChange()
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
        writer.field("name", name)
        writer.field("birth_year", birthYear)
        writer.field("death_year", deathYear)
        writer.set("external_ids", isEmpty: externalIDs.isEmpty) { writer in
            writer.field("added", externalIDs.added)
            writer.field("removed", externalIDs.removed)
        }
        if let movies {
            // None is not the same as not told.
            writer.key("movies")
            writer.ids(movies)
        }
        writer.endObject()
    }
}

extension PersonWithdrawn: JSONCodable {
    init(from reader: inout JSONReader) throws(JSONError) {
        var id: PersonID?
        try reader.object { (key, reader: inout JSONReader) throws(JSONError) in
            switch key {
            case "id": id = try reader.id()
            default: try reader.skip()
            }
        }
        self.init(id: try reader.need(id, "id"))
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("id", id)
        writer.endObject()
    }
}
