import HTTPKit
import Mongo
import SearchIndex

/// One search or list, as its parameters say.
struct SearchRequest: Sendable {
    /// What a route takes.
    struct Kind: Sendable {
        /// What is found; more than one can be narrowed by `type`.
        var kinds: [CatalogSchema.Kind]
        /// Whether there are words to search for.
        var hasText: Bool
        var standardSort: String
        /// Names the route in cursors.
        var name: String

        static let search = Kind(
            kinds: CatalogSchema.Kind.allCases,
            hasText: true,
            standardSort: "relevance",
            name: "search"
        )
        static let movies = Kind(kinds: [.movie], hasText: false, standardSort: "title", name: "movies")
    }

    var query: SearchQuery
    /// The models that the answer is made of.
    var models: [String]
    /// What names the request, which a cursor must fit.
    var fingerprint: Cursor.Fingerprint
    /// The text as pins name it.
    var pinName: String
    /// Fields to show by kind; nil for all.
    var shapes: [CatalogSchema.Kind: JSONShape]?
    var facets: [CatalogSchema.Facet]
    var ranges: [CatalogSchema.Number]
    var isHighlighted: Bool
    var isExplained: Bool
    var showsType: Bool

    static let sorts: [String] = [
        "relevance", "title", "-title", "year", "-year", "added", "-added", "-popularity", "-rating",
        "rating",
        "runtime", "-runtime",
    ]

    /// Reads the parameters.
    ///
    /// - Throws: ``Problem`` 400 that names every wrong parameter.
    static func read(_ reader: inout QueryReader, _ kind: Kind, _ schema: SearchSchema) throws(Problem)
        -> SearchRequest
    {
        var query = SearchQuery(limit: reader.limit(1...100, default: 20))
        if kind.hasText { query.text = reader.text("q") ?? "" }
        if query.text.utf8.count > 20_000 { reader.fail("q", "must have at most 20000 bytes") }

        var filters = SearchFilterReader(schema)
        filters.read(&reader, types: kind.kinds)
        query.filters = filters.filters

        let sortName = reader.text("sort") ?? kind.standardSort
        if let sort = sort(sortName), kind.hasText || sortName != "relevance" {
            query.sort = sort
        } else {
            let names = sorts.filter { kind.hasText || $0 != "relevance" }
            reader.fail("sort", "must be one of \(names.joined(separator: ", "))")
        }

        let facets = FacetReader.read(&reader)
        query.facets = facets.requests
        let ranges = (reader.list("ranges", atMost: 5) ?? []).compactMap { name in
            if let number = CatalogSchema.Number(rawValue: name) { return number }
            reader.fail("ranges", "there is no \(name.prefix(50)); there are \(numberNames)")
            return nil
        }
        query.ranges = ranges.map(\.place)

        let shapes = readShapes(&reader, kind.kinds)
        let isHighlighted = kind.hasText ? reader.flag("highlight") : false
        let isExplained = kind.hasText ? reader.flag("explain") : false
        query.wantsMatchedWords = isHighlighted || isExplained
        let filter = SearchFilter.all(query.filters).description
        let fingerprint = Cursor.Fingerprint("\(kind.name) \(sortName) \(query.text) \(filter)")
        // What is wrong elsewhere would make it another query's cursor.
        let cursor = reader.text("cursor")
        try reader.finish()
        if let cursor { query.after = try SearchCursor(Cursor(cursor, of: fingerprint)) }
        let hasPins = kind.kinds.count > 1 && query.sort == .relevance
        return SearchRequest(
            query: query,
            models: filters.kinds.map { DocumentPages.model($0).name } + (hasPins ? ["search_pins"] : []),
            fingerprint: fingerprint,
            pinName: query.text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " "),
            shapes: shapes,
            facets: facets.facets,
            ranges: ranges,
            isHighlighted: isHighlighted,
            isExplained: isExplained,
            showsType: kind.kinds.count > 1
        )
    }

    private static let numberNames = CatalogSchema.Number.allCases.map(\.rawValue).joined(separator: ", ")

    private static func sort(_ name: String) -> SearchQuery.Sort? {
        guard sorts.contains(name) else { return nil }
        let isDescending = name.hasPrefix("-")
        let field = isDescending ? String(name.dropFirst()) : name
        if field == "relevance" { return .relevance }
        if field == "title" { return .title(ascending: !isDescending) }
        return CatalogSchema.Number(rawValue: field).map { .number($0.place, ascending: !isDescending) }
    }

    private static func readShapes(
        _ reader: inout QueryReader,
        _ kinds: [CatalogSchema.Kind]
    ) -> [CatalogSchema.Kind: JSONShape]? {
        guard let fields = reader.list("fields", atMost: 32) else { return nil }
        let models = kinds.map(DocumentPages.model)
        let known = Set(models.flatMap { [$0.key] + $0.fields })
        let unknown = fields.filter { !known.contains($0) }
        if !unknown.isEmpty {
            reader.fail(
                "fields",
                "there is no \(unknown.map { $0.prefix(50) }.joined(separator: ", ")); "
                    + "there are \(known.sorted().joined(separator: ", "))"
            )
        }
        return Dictionary(uniqueKeysWithValues: zip(kinds, models.map { $0.shape(of: fields) }))
    }
}

extension QueryReader {
    /// `true` or `false`; false when absent.
    mutating func flag(_ name: String) -> Bool {
        switch text(name) {
        case nil, "false": return false
        case "true": return true
        default:
            fail(name, "must be true or false")
            return false
        }
    }
}

extension SearchCursor {
    /// The place as a list's cursor keeps it.
    var cursor: Cursor {
        Cursor(
            [
                .int(Int64(bitPattern: primary)), .string(String(decoding: title, as: UTF8.self)),
                .int(Int64(key.kind)), .int(key.id),
            ] + rank.map(Cursor.Key.double)
        )
    }

    init(_ cursor: Cursor) throws(Problem) {
        // A place among the pinned films has no rank.
        guard cursor.keys.count == 4 || cursor.keys.count == 7, case .int(let primary) = cursor.keys[0],
            case .string(let title) = cursor.keys[1], case .int(let kind) = cursor.keys[2],
            case .int(let id) = cursor.keys[3]
        else { throw Problem(.invalidCursor, "This is not a cursor of this list.") }
        var rank: [Double] = []
        for key in cursor.keys[4...] {
            guard case .double(let number) = key, !number.isNaN else {
                throw Problem(.invalidCursor, "This is not a cursor of this list.")
            }
            rank.append(number)
        }
        self.init(
            primary: UInt64(bitPattern: primary),
            title: Array(title.utf8),
            rank: rank,
            key: SearchKey(kind: UInt8(truncatingIfNeeded: kind), id: id)
        )
    }
}
