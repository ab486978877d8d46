import Contracts

/// Which films a list shows, and in which order.
struct MovieQuery: Hashable, Sendable {
    var filter = MovieFilter()
    var sort = MovieSort(by: .title)
    /// How many to show; at least 1.
    var limit: Int
    /// Where the page before ended; nil for the first.
    var after: MovieSort.Place?
}

/// What a film must have: something of each field that is not empty.
struct MovieFilter: Hashable, Sendable {
    /// An entity by its identifier or its slug.
    enum Name: Hashable, Sendable {
        case id(Int64)
        case slug(String)

        /// Digits are an identifier, everything else is a slug.
        init(_ text: String) {
            self = Int64(text).map(Name.id) ?? .slug(text)
        }
    }

    var genres: [Name] = []
    var people: [Name] = []
    var countries: [CountryCode] = []
    var languages: [LanguageCode] = []
    var years: [ClosedRange<Int>] = []
}

/// An order of films. Films that are equal in it follow each other by identifier, in the same direction.
struct MovieSort: Hashable, Sendable {
    enum Key: String, CaseIterable, Sendable {
        case title, year, added, popularity
    }

    /// Where one film stands in an order.
    struct Place: Hashable, Sendable {
        var value: Value
        var id: Int64

        enum Value: Hashable, Sendable {
            case text(String)
            case integer(Int64)
            case number(Double)
        }
    }

    var by: Key
    var isDescending = false

    /// The name in the `sort` parameter, such as `-year`.
    var name: String { (isDescending ? "-" : "") + by.rawValue }

    /// Reads the name; nil for one that does not exist. The least popular films first is no order that anybody needs.
    init?(name: String) {
        guard let sort = MovieSort.all.first(where: { $0.name == name }) else { return nil }
        self = sort
    }

    init(by key: Key, isDescending: Bool = false) {
        by = key
        self.isDescending = isDescending
    }

    static let all = [
        MovieSort(by: .title), MovieSort(by: .title, isDescending: true),
        MovieSort(by: .year), MovieSort(by: .year, isDescending: true),
        MovieSort(by: .added), MovieSort(by: .added, isDescending: true),
        MovieSort(by: .popularity, isDescending: true),
    ]
}
