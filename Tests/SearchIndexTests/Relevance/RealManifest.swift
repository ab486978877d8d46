import Foundation

/// Stop words and synonyms of `projections/movies.yaml`, which are what the product searches with.
///
/// Reads the few lines that have them, not YAML.
struct RealManifest {
    private(set) var stopWords: [String] = []
    private(set) var synonyms: [String: [String]] = [:]

    init() throws {
        let text = try String(contentsOfFile: RealFilms.root + "/projections/movies.yaml", encoding: .utf8)
        var isInSynonyms = false
        for line in text.split(separator: "\n").map({ $0.trimmingCharacters(in: .whitespaces) }) {
            if line.hasPrefix("stop_words:") { stopWords = Self.list(line) }
            isInSynonyms = line == "synonyms:" || isInSynonyms && line.hasPrefix("- ")
            guard isInSynonyms, line.hasPrefix("- ") else { continue }
            let group = Self.list(line)
            for word in group { synonyms[word, default: []] += group.filter { $0 != word } }
        }
    }

    private static func list(_ line: String) -> [String] {
        line.drop { $0 != "[" }.dropFirst().prefix { $0 != "]" }.split(separator: ",")
            .map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
