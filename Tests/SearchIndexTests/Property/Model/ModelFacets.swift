@testable import SearchIndex

/// Counts of values, one document after the other.
enum ModelFacets {
    /// Every key has a label of two words.
    static func label(of key: String) -> String { "Label \(key) of\(key)" }

    private static func labelWords(of key: String) -> [String] { ["label", key, "of" + key] }

    static func count(_ facet: SearchQuery.Facet, in documents: [ModelDocument]) -> [SearchAnswer.FacetCount]
    {
        var counts: [String: Int] = [:]
        for document in documents {
            for key in Set(document.facets[facet.facet]) { counts[key, default: 0] += 1 }
        }
        let wanted = (facet.text ?? "").lowercased().split(separator: " ")
        let kept = counts.filter { key, _ in
            wanted.allSatisfy { word in labelWords(of: key).contains { $0.hasPrefix(word) } }
        }
        let sorted = kept.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
        return sorted.prefix(max(facet.limit, 0)).map {
            SearchAnswer.FacetCount(value: FacetValue(key: $0.key, label: label(of: $0.key)), count: $0.value)
        }
    }
}
