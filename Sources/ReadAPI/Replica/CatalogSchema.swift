import Projection
import SearchIndex

/// How the catalog is searched: the places of texts, facets and numbers in the index's schema.
///
/// Weights, synonyms and stop words come from the manifest of `movies`.
enum CatalogSchema {
    /// What an index's documents are.
    enum Kind: UInt8, CaseIterable {
        case movie = 0
        case person = 1

        /// What a read model's documents are; nil where they are not searched.
        init?(model name: String) {
            guard let kind = Self.allCases.first(where: { DocumentPages.model($0).name == name }) else {
                return nil
            }
            self = kind
        }

        /// The value of the facet `type`.
        var name: String { self == .movie ? "movie" : "person" }
    }

    enum Text: Int, CaseIterable {
        case title, originalTitle, alternativeTitles, cast, crew, year, genre

        /// What the manifest calls it.
        var manifestName: String {
            switch self {
            case .title: "title"
            case .originalTitle: "original_title"
            case .alternativeTitles: "alternative_titles"
            case .cast: "cast.name"
            case .crew: "crew.name"
            case .year: "year"
            case .genre: "genres.name"
            }
        }

        var isTitle: Bool { self == .title || self == .originalTitle || self == .alternativeTitles }
    }

    enum Facet: String, CaseIterable {
        case type, genre, decade, country, language, person

        var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    enum Number: String, CaseIterable {
        case year, runtime, rating, popularity, added

        var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    static func make(_ settings: SearchSettings) throws(UnknownSearchField) -> SearchSchema {
        let known = Text.allCases.map(\.manifestName)
        if let field = settings.fields.first(where: { !known.contains($0.name) }) {
            throw UnknownSearchField(name: field.name, known: known)
        }
        let weights = Dictionary(settings.fields.map { ($0.name, $0.weight) }) { first, _ in first }
        var synonyms: [String: [String]] = [:]
        for group in settings.synonyms {
            for word in group { synonyms[word, default: []] += group.filter { $0 != word } }
        }
        return SearchSchema(
            texts: Text.allCases.map {
                .init($0.manifestName, weight: weights[$0.manifestName] ?? 1, isTitle: $0.isTitle)
            },
            facets: Facet.allCases.map(\.rawValue),
            numbers: Number.allCases.map(\.rawValue),
            rank: [Number.popularity.place, Number.rating.place, Number.year.place],
            stopWords: settings.stopWords,
            synonyms: synonyms
        )
    }
}

/// The manifest of `movies` gives a weight to a field that is not searched.
public struct UnknownSearchField: Error, Sendable, CustomStringConvertible {
    public let name: String
    public let known: [String]

    /// One sentence: what is wrong and what there is.
    public var description: String {
        "movies.yaml: search.fields names \(name), which is not searched; there are "
            + known.joined(separator: ", ") + "."
    }
}
