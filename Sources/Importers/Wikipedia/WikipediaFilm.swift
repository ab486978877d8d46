/// A record after cleaning, with what is needed to see which records tell of the same film.
struct WikipediaFilm: Sendable {
    let place: RecordPlace
    var title: String
    var year: Int
    var page: String?
    var extract: String?
    var poster: String?
    var genres: [String]
    var credits: CastCleaning
    /// The year that the page's title gives, `Titanic_(1997_film)`, or its text, "is a 1997 American film".
    let pageYear: Int?
    let isRerelease: Bool
    private(set) var tally = CleaningTally()

    init(_ record: WikipediaRecord, at place: RecordPlace) {
        self.place = place
        var tally = CleaningTally()
        let plain = TextCleaning.withoutStyleSheet(record.title)
        if plain != record.title { tally.add(.titleStyleSheet) }
        let tidy = TextCleaning.tidySpaces(plain)
        if tidy != plain { tally.add(.spaces) }
        var title = TextCleaning.withoutFootnotes(tidy)
        if title != tidy { tally.add(.titleFootnote) }
        if title.isEmpty { title = tidy }

        let page = WikipediaPage(href: record.href, extract: record.extract)
        let original = Rerelease.originalTitle(of: title)
        isRerelease = original != nil && page?.title == original
        pageYear = page?.titleYear ?? (isRerelease ? page?.textYear : nil)
        var year = record.year
        if let original, isRerelease {
            tally.add(.rerelease)
            title = original
        }
        if let pageYear, pageYear != year {
            if !isRerelease { tally.add(.pageYear) }
            year = pageYear
        }
        if let decade = Self.decade(ofFile: place.file), year / 10 != decade / 10 { tally.add(.otherDecade) }

        genres = []
        for genre in record.genres {
            let tidy = TextCleaning.tidySpaces(genre)
            let usual = GenreNames.usualName(of: tidy)
            if usual != genre { tally.add(.genreName) }
            if !usual.isEmpty, !genres.contains(usual) { genres.append(usual) }
        }
        credits = CastCleaning(record.cast)
        self.title = title
        self.year = year
        self.page = record.href
        extract = record.extract.map { TextCleaning.isTidy($0) ? $0 : TextCleaning.tidySpaces($0) }
        poster = record.thumbnail
        if let address = record.thumbnail, !address.hasPrefix("https://"), !address.hasPrefix("http://") {
            poster = nil
            tally.add(.posterAddress)
        }
        for (cleaning, count) in credits.tally.counts { tally.add(cleaning, Int(count)) }
        self.tally = tally
    }

    /// The year in the page's text, for telling films apart that share a page.
    var textYear: Int? { pageYear ?? WikipediaPage(href: page, extract: extract)?.textYear }

    /// The decade that a file's name gives: 1990 for `movies-1990s.json`.
    private static func decade(ofFile path: String) -> Int? {
        let name = path.split(separator: "/").last ?? ""
        let parts = name.split { !$0.isNumber && $0 != "s" }
        return parts.lazy.compactMap { part in
            part.count == 5 && part.hasSuffix("0s") ? Int(part.dropLast()) : nil
        }.first
    }
}
