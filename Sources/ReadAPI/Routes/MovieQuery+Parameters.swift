import Contracts
import HTTPKit
import Mongo

extension MovieQuery {
    /// A query with what names it, which a cursor must fit.
    struct Request {
        var query: MovieQuery
        let fingerprint: Cursor.Fingerprint
        let shape: JSONShape
    }

    /// Reads filters, sort, limit, cursor and fields.
    ///
    /// - Throws: ``Problem`` 400 that names every wrong parameter.
    static func read(_ call: Call) throws(Problem) -> Request {
        var reader = try QueryReader(call)
        var query = MovieQuery(limit: reader.limit(1...100, default: 20))
        let shape = reader.shape(of: .movies)
        query.filter.genres = reader.values("genre", "a genre's identifier or slug", name)
        query.filter.people = reader.values("person", "a person's identifier or slug", name)
        query.filter.countries = reader.values("country", "a country code such as FR", CountryCode.init)
        query.filter.languages = reader.values("language", "a language code such as fr", LanguageCode.init)
        query.filter.years = reader.values("year", "a year such as 1994 or years such as 1990..1999", years)
        if let text = reader.text("sort") {
            if let sort = MovieSort(name: text) {
                query.sort = sort
            } else {
                reader.fail("sort", "must be one of \(MovieSort.all.map(\.name).joined(separator: ", "))")
            }
        }
        let fingerprint = Cursor.Fingerprint("movies \(query.sort.name) \(query.filter.text)")
        let cursor = try reader.cursor(of: fingerprint)
        try reader.finish()
        if let cursor { query.after = try MovieSort.Place(cursor) }
        return Request(query: query, fingerprint: fingerprint, shape: shape)
    }

    private static func name(_ text: String) -> MovieFilter.Name? {
        (1...200).contains(text.utf8.count) ? MovieFilter.Name(text) : nil
    }

    private static func years(_ text: String) -> ClosedRange<Int>? {
        if let year = year(text[...]) { return year...year }
        guard let dots = text.firstRange(of: ".."), let first = year(text[..<dots.lowerBound]),
            let last = year(text[dots.upperBound...]), first <= last
        else { return nil }
        return first...last
    }

    private static func year(_ text: Substring) -> Int? {
        guard (1...4).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }
}

extension MovieFilter {
    /// All values in a form that is the same for the same filter.
    fileprivate var text: String {
        let years = years.map { "\($0.lowerBound)..\($0.upperBound)" }
        return [
            genres.map(\.text), people.map(\.text), countries.map(\.rawValue), languages.map(\.rawValue), years,
        ].map { $0.sorted().joined(separator: ",") }.joined(separator: ";")
    }
}

extension MovieFilter.Name {
    fileprivate var text: String {
        switch self {
        case .id(let id): String(id)
        case .slug(let slug): slug
        }
    }
}

extension MovieSort.Place {
    /// The cursor of a list that goes on behind this place.
    var cursor: Cursor {
        switch value {
        case .text(let text): Cursor([.string(text), .int(id)])
        case .integer(let number): Cursor([.int(number), .int(id)])
        case .number(let number): Cursor([.double(number), .int(id)])
        }
    }

    init(_ cursor: Cursor) throws(Problem) {
        guard cursor.keys.count == 2, case .int(let id) = cursor.keys[1] else { throw Self.misfit }
        switch cursor.keys[0] {
        case .string(let text): self.init(value: .text(text), id: id)
        case .int(let number): self.init(value: .integer(number), id: id)
        case .double(let number): self.init(value: .number(number), id: id)
        case .null: throw Self.misfit
        }
    }

    private static let misfit = Problem(.invalidCursor, "This is not a cursor of this list.")
}

extension QueryReader {
    /// The values of a filter, commas between them, at most 50; any of them will do.
    fileprivate mutating func values<Value>(
        _ name: String,
        _ expected: String,
        _ read: (String) -> Value?
    ) -> [Value] {
        var values: [Value] = []
        for text in list(name, atMost: 50) ?? [] {
            if let value = read(text) {
                values.append(value)
            } else {
                fail(name, "\"\(text.prefix(50))\" is not \(expected)")
            }
        }
        return values
    }
}
