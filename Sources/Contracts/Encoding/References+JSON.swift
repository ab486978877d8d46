import JSONKit

extension GenreReference: JSONCodable {
    init(from reader: inout JSONReader) throws(JSONError) {
        var id: GenreID?
        var slug: String?
        var name: String?
        try reader.object { (key, reader: inout JSONReader) throws(JSONError) in
            switch key {
            case "id": id = try reader.id()
            case "slug": slug = try reader.string()
            case "name": name = try reader.string()
            default: try reader.skip()
            }
        }
        self.init(
            id: try reader.need(id, "id"),
            slug: try reader.need(slug, "slug"),
            name: try reader.need(name, "name")
        )
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("id", id)
        writer.field("slug", slug)
        writer.field("name", name)
        writer.endObject()
    }
}

extension PersonReference: JSONCodable {
    init(from reader: inout JSONReader) throws(JSONError) {
        var id: PersonID?
        var slug: String?
        var name: String?
        try reader.object { (key, reader: inout JSONReader) throws(JSONError) in
            switch key {
            case "id": id = try reader.id()
            case "slug": slug = try reader.string()
            case "name": name = try reader.string()
            default: try reader.skip()
            }
        }
        self.init(
            id: try reader.need(id, "id"),
            slug: try reader.need(slug, "slug"),
            name: try reader.need(name, "name")
        )
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("id", id)
        writer.field("slug", slug)
        writer.field("name", name)
        writer.endObject()
    }
}

extension MovieReference: JSONCodable {
    init(from reader: inout JSONReader) throws(JSONError) {
        var id: MovieID?
        var slug: String?
        var title: String?
        var year: Int?
        try reader.object { (key, reader: inout JSONReader) throws(JSONError) in
            switch key {
            case "id": id = try reader.id()
            case "slug": slug = try reader.string()
            case "title": title = try reader.string()
            case "year": year = try reader.integer()
            default: try reader.skip()
            }
        }
        self.init(
            id: try reader.need(id, "id"),
            slug: try reader.need(slug, "slug"),
            title: try reader.need(title, "title"),
            year: try reader.need(year, "year")
        )
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("id", id)
        writer.field("slug", slug)
        writer.field("title", title)
        writer.field("year", year)
        writer.endObject()
    }
}

extension CountryReference: JSONCodable {
    init(from reader: inout JSONReader) throws(JSONError) {
        var code: CountryCode?
        var name: String?
        try reader.object { (key, reader: inout JSONReader) throws(JSONError) in
            switch key {
            case "code": code = try reader.code("country")
            case "name": name = try reader.string()
            default: try reader.skip()
            }
        }
        self.init(code: try reader.need(code, "code"), name: try reader.need(name, "name"))
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("code", code.rawValue)
        writer.field("name", name)
        writer.endObject()
    }
}

extension LanguageReference: JSONCodable {
    init(from reader: inout JSONReader) throws(JSONError) {
        var code: LanguageCode?
        var name: String?
        try reader.object { (key, reader: inout JSONReader) throws(JSONError) in
            switch key {
            case "code": code = try reader.code("language")
            case "name": name = try reader.string()
            default: try reader.skip()
            }
        }
        self.init(code: try reader.need(code, "code"), name: try reader.need(name, "name"))
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("code", code.rawValue)
        writer.field("name", name)
        writer.endObject()
    }
}

extension ExternalID: JSONCodable {
    init(from reader: inout JSONReader) throws(JSONError) {
        var source: String?
        var id: String?
        try reader.object { (key, reader: inout JSONReader) throws(JSONError) in
            switch key {
            case "source": source = try reader.string()
            case "id": id = try reader.string()
            default: try reader.skip()
            }
        }
        self.init(source: try reader.need(source, "source"), id: try reader.need(id, "id"))
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("source", source)
        writer.field("id", id)
        writer.endObject()
    }
}
