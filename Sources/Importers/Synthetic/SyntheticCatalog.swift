import JSONKit

/// A film catalog of any size that nobody made: for benchmarks, and for trying things out.
///
/// Words and people follow Zipf's law, so that indexes meet common and rare ones as they would in life; a film has 1 to
/// 30 credits, 8 in the mean; later years have more films. The same size and seed give the same bytes on every machine:
/// only whole-number arithmetic, no library's random numbers.
public struct SyntheticCatalog: Sendable {
    /// How many films there are.
    public let movies: Int
    /// How many people play in them at most: half as many as films.
    public let people: Int
    private let seed: UInt64
    private let names: [String]
    private let words: [String]
    private let peopleTable: ZipfTable
    private let wordTable: ZipfTable
    private let genreTable: ZipfTable
    private let countryTable: ZipfTable
    private let languageTable: ZipfTable

    /// Prepares names and tables, about 60 bytes for each film.
    ///
    /// - Parameter movies: 0 to 100,000,000.
    public init(movies: Int, seed: UInt64) {
        self.movies = min(max(0, movies), 100_000_000)
        self.seed = seed
        people = max(100, self.movies / 2)
        names = (0..<people).map(SyntheticNames.name)
        words = SyntheticWords.vocabulary(20_000)
        // The best-known person plays in some hundred films, however large the catalog is.
        peopleTable = ZipfTable(count: people, offset: max(4, people / 125))
        wordTable = ZipfTable(count: words.count, offset: 3)
        genreTable = ZipfTable(count: SyntheticFacts.genres.count)
        countryTable = ZipfTable(count: SyntheticFacts.countries.count)
        languageTable = ZipfTable(count: SyntheticFacts.languages.count)
    }

    /// Writes film `number` (from 0) as a line of an NDJSON import file.
    func write(_ number: Int, to writer: inout JSONWriter) {
        var random = SplitMix64(seed: seed, index: number)
        writer.beginObject()
        writer.key("external_id")
        writer.beginObject()
        writer.key("source")
        writer.string("synthetic")
        writer.key("id")
        writer.string("m\(number + 1)")
        writer.endObject()
        let title = title(&random)
        writer.key("title")
        writer.string(title)
        // The later of two draws: films per year grow steadily.
        let year = 1900 + max(random.below(126), random.below(126))
        writer.key("year")
        writer.int(year)
        let language = languageTable.draw(&random)
        if language > 0, random.chance(percent: 60) {
            writer.key("original_title")
            writer.string(self.title(&random))
        }
        writer.key("runtime")
        writer.int(
            year < 1915
                ? random.number(in: 3...40) : 50 + random.below(50) + random.below(50) + random.below(30)
        )
        writer.key("overview")
        writer.string(sentence(of: random.number(in: 8...24), &random))
        writeNumbers(&writer, &random)
        writeReferences(&writer, &random, language: language)
        if random.chance(percent: 12) {
            writer.key("alternative_titles")
            writer.beginArray()
            for _ in 0..<random.number(in: 1...3) { writer.string(self.title(&random)) }
            writer.endArray()
        }
        writeCredits(&writer, &random)
        writer.endObject()
        writer.newline()
    }

    // MARK: Parts of a film

    private func title(_ random: inout SplitMix64) -> String {
        var title = random.chance(percent: 35) ? "The" : ""
        for _ in 0..<[1, 2, 2, 2, 3, 3, 4, 5][random.below(8)] {
            let word = words[wordTable.draw(&random)]
            if !title.isEmpty { title += " " }
            title += Self.capitalized(word)
        }
        return title
    }

    private func sentence(of length: Int, _ random: inout SplitMix64) -> String {
        var text = Self.capitalized(words[wordTable.draw(&random)])
        for _ in 1..<length {
            text += " "
            text += words[wordTable.draw(&random)]
        }
        return text + "."
    }

    private static func capitalized(_ word: String) -> String {
        var bytes = Array(word.utf8)
        if let first = bytes.first, first >= 0x61, first <= 0x7A { bytes[0] = first - 0x20 }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Popularity falls as one over a uniform number does: few films are known to all. Ratings crowd in the middle.
    private func writeNumbers(_ writer: inout JSONWriter, _ random: inout SplitMix64) {
        let tenths = 10 + random.below(31) + random.below(31) + random.below(29)
        writer.key("rating")
        writer.raw("\(tenths / 10).\(tenths % 10)".utf8)
        writer.key("popularity")
        writer.int(1_000_000 / (1 + random.below(100_000)))
    }

    private func writeReferences(_ writer: inout JSONWriter, _ random: inout SplitMix64, language: Int) {
        writer.key("genres")
        writer.beginArray()
        for genre in distinct(random.number(in: 1...3), genreTable, &random) {
            writer.string(SyntheticFacts.genres[genre])
        }
        writer.endArray()
        writer.key("countries")
        writer.beginArray()
        for country in distinct(random.chance(percent: 15) ? 2 : 1, countryTable, &random) {
            Self.writeNamed(SyntheticFacts.countries[country], to: &writer)
        }
        writer.endArray()
        writer.key("languages")
        writer.beginArray()
        Self.writeNamed(SyntheticFacts.languages[language], to: &writer)
        writer.endArray()
    }

    private static func writeNamed(_ entry: (code: String, name: String), to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("code")
        writer.string(entry.code)
        writer.key("name")
        writer.string(entry.name)
        writer.endObject()
    }

    private func writeCredits(_ writer: inout JSONWriter, _ random: inout SplitMix64) {
        // The smaller of two draws leans to short lists; the mean over 1...30 with a third draw for half is 8.
        let draws = (random.number(in: 1...30), random.number(in: 1...30), random.number(in: 1...30))
        let shorter = min(draws.0, draws.1)
        let count = random.chance(percent: 75) ? min(shorter, draws.2) : shorter
        let credited = distinct(count, peopleTable, &random)
        let crew = count == 1 ? 0 : min(SyntheticFacts.jobs.count, 1 + random.below(max(1, count / 3)))
        writer.key("cast")
        writer.beginArray()
        for person in credited.dropLast(crew) {
            writer.beginObject()
            writer.key("name")
            writer.string(names[person])
            if random.chance(percent: 60) {
                writer.key("character")
                writer.string(SyntheticNames.first[random.below(SyntheticNames.first.count)])
            }
            writer.endObject()
        }
        writer.endArray()
        writer.key("crew")
        writer.beginArray()
        for (person, job) in zip(credited.suffix(crew), SyntheticFacts.jobs) {
            writer.beginObject()
            writer.key("name")
            writer.string(names[person])
            writer.key("job")
            writer.string(job)
            writer.endObject()
        }
        writer.endArray()
    }

    /// Different ranks of a table, `count` of them.
    private func distinct(_ count: Int, _ table: ZipfTable, _ random: inout SplitMix64) -> [Int] {
        var ranks: [Int] = []
        ranks.reserveCapacity(count)
        while ranks.count < count {
            let rank = table.draw(&random)
            if !ranks.contains(rank) { ranks.append(rank) }
        }
        return ranks
    }
}
