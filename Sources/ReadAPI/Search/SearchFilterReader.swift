import HTTPKit
import SearchIndex

/// Reads the parameters that filter: one a facet or number, and `filter` for everything else.
struct SearchFilterReader {
    private let schema: SearchSchema
    private(set) var filters: [SearchFilter] = []
    /// What may be found.
    private(set) var kinds: [CatalogSchema.Kind] = []

    init(_ schema: SearchSchema) { self.schema = schema }

    /// Values of one parameter have commas between them, and any of them will do; all parameters must hold.
    mutating func read(_ reader: inout QueryReader, types: [CatalogSchema.Kind]) {
        var names = types.map(\.name)
        if types.count > 1, let wanted = reader.list("type", atMost: types.count) {
            for name in wanted where !names.contains(name) {
                reader.fail("type", "must be of \(names.joined(separator: ", "))")
            }
            names = wanted
        }
        kinds = types.filter { names.contains($0.name) }
        if names.count < CatalogSchema.Kind.allCases.count {
            filters.append(.facet(CatalogSchema.Facet.type.place, anyOf: names))
        }
        for facet in CatalogSchema.Facet.allCases where facet != .type {
            if let keys = reader.list(facet.rawValue, atMost: 50) {
                filters.append(.facet(facet.place, anyOf: keys))
            }
        }
        for number in [CatalogSchema.Number.year, .runtime, .rating] {
            guard let spans = reader.list(number.rawValue, atMost: 50) else { continue }
            var parts: [SearchFilter] = []
            for text in spans {
                if let span = FilterParser.span(text) {
                    parts.append(.number(number.place, span))
                } else {
                    reader.fail(
                        number.rawValue,
                        "\"\(text.prefix(50))\" is not a number such as 1994 or a span such as 1990..1999"
                    )
                }
            }
            filters.append(parts.count == 1 ? parts[0] : .any(parts))
        }
        if let text = reader.text("filter") {
            do throws(FilterError) {
                filters += try FilterParser(schema).parse(text).conjuncts
            } catch {
                reader.fail("filter", error.description)
            }
        }
    }

    static let parameters: [Parameter] = [
        .query("genre", .string(), "Slugs or identifiers of genres, such as `drama,noir`."),
        .query("country", .string(), "ISO 3166-1 codes, such as `FR,IT`."),
        .query("language", .string(), "ISO 639 codes, such as `fr`."),
        .query("decade", .string(), "First years of decades, such as `1990,2000`."),
        .query("person", .string(), "Slugs or identifiers of people in cast or crew."),
        .query("year", .string(), "Years or spans of years, such as `1994` or `1990..1999`."),
        .query("runtime", .string(), "Minutes, such as `..90`."),
        .query("rating", .string(), "Ratings from 0 to 10, such as `7.5..`."),
        .query(
            "filter",
            .string(),
            "Any combination, such as `genre = drama and not (country = US or year < 1990)`; see docs/search.md."
        ),
    ]
}

/// Reads which values are to be counted.
enum FacetReader {
    static func read(_ reader: inout QueryReader) -> (
        facets: [CatalogSchema.Facet], requests: [SearchQuery.Facet]
    ) {
        let limit = reader.int("facet_limit", 1...100).map(Int.init) ?? 10
        var text: (facet: CatalogSchema.Facet, text: String)?
        if let value = reader.text("facet_q") {
            let parts = value.split(separator: ":", maxSplits: 1).map(String.init)
            if parts.count == 2, parts[1].utf8.count <= 200,
                let facet = CatalogSchema.Facet(rawValue: parts[0])
            {
                text = (facet, parts[1])
            } else {
                reader.fail(
                    "facet_q",
                    "a facet and the beginning of a word were expected, such as person:hank"
                )
            }
        }
        var facets: [CatalogSchema.Facet] = []
        for name in reader.list("facets", atMost: CatalogSchema.Facet.allCases.count) ?? [] {
            if let facet = CatalogSchema.Facet(rawValue: name) {
                facets.append(facet)
            } else {
                let names = CatalogSchema.Facet.allCases.map(\.rawValue).joined(separator: ", ")
                reader.fail("facets", "there is no \(name.prefix(50)); there are \(names)")
            }
        }
        if let text, !facets.contains(text.facet) { facets.append(text.facet) }
        let requests = facets.map { facet in
            SearchQuery.Facet(facet.place, limit: limit, text: text?.facet == facet ? text?.text : nil)
        }
        return (facets, requests)
    }

    static let parameters: [Parameter] = [
        .query("facets", .string(), "What to count: `genre,decade,country,language,person,type`."),
        .query("facet_limit", .integer(1...100), "Values of each facet; 10 without it."),
        .query("facet_q", .string(), "Counts only values with these words, such as `person:hank`."),
        .query(
            "ranges",
            .string(),
            "Numbers whose least and greatest value is wanted, such as `year,runtime,rating`."
        ),
    ]
}
