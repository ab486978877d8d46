/// What to measure: files of films and queries.
struct BenchOptions {
    static let usage = """
        usage: search-bench --films FILE --typing FILE --exact FILE --suggest FILE --genres FILE [--clock cpu]
        Films as `kinoteka generate` prints them; the others have one query or genre a line.
        With --clock cpu times are those of the processor, for a machine that does other things too.
        Prints one JSON object.
        """

    let films: String
    let typing: String
    let exact: String
    let suggest: String
    let genres: String
    let usesProcessorClock: Bool

    init?(_ arguments: ArraySlice<String>) {
        var values: [String: String] = [:]
        var rest = arguments
        while let name = rest.popFirst() {
            guard name.hasPrefix("--"), let value = rest.popFirst() else { return nil }
            values[String(name.dropFirst(2))] = value
        }
        guard let films = values["films"], let typing = values["typing"], let exact = values["exact"],
            let suggest = values["suggest"], let genres = values["genres"]
        else { return nil }
        self.films = films
        self.typing = typing
        self.exact = exact
        self.suggest = suggest
        self.genres = genres
        usesProcessorClock = values["clock"] == "cpu"
    }
}
