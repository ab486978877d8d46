import JSONKit

extension SearchPinSet: JSONCodable {
    init(from reader: inout JSONReader) throws(JSONError) {
        var query: String?
        var movies: [MovieID] = []
        try reader.object { (key, reader: inout JSONReader) throws(JSONError) in
            switch key {
            case "query": query = try reader.string()
            case "movies": movies = try reader.ids()
            default: try reader.skip()
            }
        }
        self.init(query: try reader.need(query, "query"), movies: movies)
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("query", query)
        writer.field("movies", ids: movies)
        writer.endObject()
    }
}

extension SearchPinCleared: JSONCodable {
    init(from reader: inout JSONReader) throws(JSONError) {
        var query: String?
        try reader.object { (key, reader: inout JSONReader) throws(JSONError) in
            switch key {
            case "query": query = try reader.string()
            default: try reader.skip()
            }
        }
        self.init(query: try reader.need(query, "query"))
    }

    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("query", query)
        writer.endObject()
    }
}
