/// The shapes of files that can be imported.
public enum ImportFormat: String, CaseIterable, Sendable {
    /// JSON arrays of films as taken from Wikipedia's lists: `title`, `year`, `cast`, `genres`, `href`, `extract`,
    /// `thumbnail`.
    case wikipedia
    /// One film a line, each the body of an `import-movie` command.
    case ndjson

    func source(of files: [String]) -> any FilmSource {
        switch self {
        case .wikipedia: WikipediaFilms(files: files)
        case .ndjson: NDJSONFilms(files: files)
        }
    }
}
