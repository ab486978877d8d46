import Foundation

/// The 29,572 real films beside the project, cleaned as an import cleans them.
///
/// The rules are those of the Wikipedia importer, without its account of what was mended.
enum RealFilms {
    struct Film {
        var title: String
        var year: Int
        var genres: [String]
        var cast: [String]
        var crew: [String]
        var page: String?
        var isRerelease = false
    }

    private struct Record: Decodable {
        var title: String
        var year: Int
        var cast: [String]
        var genres: [String]
        var href: String?
        var extract: String?
    }

    /// The package's root, which holds Tests/SearchIndexTests/Relevance/RealFilms.swift.
    static let root: String = {
        let file = URL(filePath: #filePath).resolvingSymlinksInPath().path.split(separator: "/")
        return "/" + file.dropLast(4).joined(separator: "/")
    }()

    /// The folder with the films; nil where it is absent.
    static let folder: String? = {
        let folder = root + "/../shared/data/wikipedia-movies"
        return FileManager.default.fileExists(atPath: folder) ? folder : nil
    }()

    /// All films in the order of the files.
    static func load(from folder: String) throws -> [Film] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
            $0.hasSuffix(".json")
        }
        var films: [Film] = []
        for name in names.sorted() {
            let data = try Data(contentsOf: URL(filePath: folder + "/" + name))
            films += try JSONDecoder().decode([Record].self, from: data).map(clean)
        }
        return merge(films)
    }

    // MARK: Films

    private static func clean(_ record: Record) -> Film {
        let plain = withoutFootnotes(tidySpaces(withoutStyleSheet(record.title)))
        let title = plain.isEmpty ? tidySpaces(record.title) : plain
        var film = Film(
            title: title,
            year: pageYear(record.href) ?? record.year,
            genres: [],
            cast: [],
            crew: [],
            page: record.href
        )
        if let original = withoutReshowing(title), pageTitle(record.href) == original {
            film.title = original
            film.isRerelease = true
            film.year = pageYear(record.href) ?? textYear(record.extract) ?? film.year
        }
        for genre in record.genres.map(tidySpaces) {
            let usual = ["Sport": "Sports", "Animated": "Animation"][genre] ?? genre
            if !usual.isEmpty, !film.genres.contains(usual) { film.genres.append(usual) }
        }
        var cast = RealCast()
        for entry in record.cast { cast.add(withoutFootnotes(tidySpaces(entry))) }
        film.cast = cast.cast
        film.crew = cast.crew
        return film
    }

    /// Joins listings of one page with one title, at most two years apart.
    private static func merge(_ films: [Film]) -> [Film] {
        var merged: [Film] = []
        var places: [String: Int] = [:]
        for film in films {
            guard let page = film.page else {
                merged.append(film)
                continue
            }
            let key = page + "\n" + film.title.lowercased()
            if let place = places[key],
                film.isRerelease || merged[place].isRerelease || abs(film.year - merged[place].year) <= 2
            {
                if merged[place].isRerelease { merged[place].year = film.year }
                merged[place].cast += film.cast.filter { !merged[place].cast.contains($0) }
                merged[place].genres += film.genres.filter { !merged[place].genres.contains($0) }
            } else {
                places[key] = merged.count
                merged.append(film)
            }
        }
        return merged
    }

    private static func withoutReshowing(_ title: String) -> String? {
        let marks = [
            " (Director's Cut) (re-release)", " (3D re-release)", " (re-release)", ": Special Edition",
            ": The IMAX Experience", " in 3D", " 3D",
        ]
        return marks.first(where: title.hasSuffix).map { String(title.dropLast($0.count)) }
    }

    /// `Titanic_(1997_film)` as its title and its year.
    private static func page(_ href: String?) -> (title: String, year: Int?)? {
        guard var title = href?.split(separator: "#").first?.removingPercentEncoding else { return nil }
        title = title.replacingOccurrences(of: "_", with: " ")
        guard title.hasSuffix("film)"), let open = title.lastIndex(of: "(") else { return (title, nil) }
        let inside = title[title.index(after: open)...]
        let year = inside.split(separator: " ").first.flatMap { $0.count == 4 ? Int($0) : nil }
        return (tidySpaces(String(title[..<open])), year)
    }

    private static func pageTitle(_ href: String?) -> String? { page(href)?.title }

    private static func pageYear(_ href: String?) -> Int? { page(href)?.year }

    /// The year after "is a" or "was a".
    private static func textYear(_ extract: String?) -> Int? {
        guard let words = extract?.split(separator: " ") else { return nil }
        for (index, word) in words.enumerated().dropFirst() where word == "a" || word == "an" {
            guard words[index - 1] == "is" || words[index - 1] == "was" else { continue }
            return words[(index + 1)...].prefix(3).lazy.compactMap { Int($0) }.first { $0 > 1870 }
        }
        return nil
    }

    // MARK: Text

    private static func withoutStyleSheet(_ text: String) -> String {
        guard let start = text.range(of: ".mw-parser-output")?.lowerBound else { return text }
        guard let brace = text[start...].lastIndex(of: "}") else { return String(text[..<start]) }
        return String(text[..<start]) + String(text[text.index(after: brace)...])
    }

    private static func withoutFootnotes(_ text: String) -> String {
        guard text.contains("[") || text.contains("]") else { return text }
        let cut = text.replacingOccurrences(of: "\\[[^\\]]*\\]", with: "", options: .regularExpression)
        return tidySpaces(cut.filter { $0 != "[" && $0 != "]" })
    }

    private static func tidySpaces(_ text: String) -> String {
        let visible = text.unicodeScalars.filter {
            !(0x200B...0x200F).contains($0.value) && $0.value != 0xAD && $0.value != 0x2060
                && $0.value != 0xFEFF
        }
        return String(String.UnicodeScalarView(visible)).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }
}
