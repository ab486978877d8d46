import JSONKit

/// One element of a file as it stands, with its types checked.
struct WikipediaRecord: Sendable {
    var title: String
    var year: Int
    var cast: [String]
    var genres: [String]
    var href: String?
    var extract: String?
    var thumbnail: String?

    /// Nil when a field has a wrong type; `errors` then names each.
    init?(_ json: JSONValue, errors: FieldErrors) {
        func strings(_ name: String, _ fields: inout FieldReader) -> [String] {
            fields.array(name, atMost: 2000) { value, pointer, errors in
                guard case .string(let text) = value else {
                    errors.add(pointer, "a string was expected, not \(value.kindDescription)")
                    return nil
                }
                return text
            } ?? []
        }
        var fields = FieldReader(json, errors: errors)
        // Generous bounds: what comes out of cleaning is checked again as an import command.
        let title = fields.requiredString("title", 1...10_000)
        let year = fields.requiredInt("year", 1...9999)
        cast = strings("cast", &fields)
        genres = strings("genres", &fields)
        href = fields.string("href", 1...400)
        extract = fields.string("extract", 0...100_000)
        thumbnail = fields.string("thumbnail", 1...2000)
        guard let title, let year, errors.isEmpty else { return nil }
        self.title = title
        self.year = Int(year)
    }
}
