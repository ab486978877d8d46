/// The rules by which records of Wikipedia's lists are mended; each is counted in the summary.
public enum Cleaning: String, CaseIterable, Sendable {
    case titleStyleSheet = "title-style-sheet"
    case titleFootnote = "title-footnote"
    case spaces
    case genreName = "genre-name"
    case castFootnote = "cast-footnote"
    case castFragment = "cast-fragment"
    case castSentence = "cast-sentence"
    case castHint = "cast-hint"
    case castSpelling = "cast-spelling"
    case castNamedTwice = "cast-named-twice"
    case castToCrew = "cast-to-crew"
    case castNarrator = "cast-narrator"
    case pageYear = "page-year"
    case rerelease
    case otherDecade = "other-decade"
    case sharedPage = "shared-page"
    case posterAddress = "poster-address"

    /// What the rule does, as a phrase.
    public var explanation: String {
        switch self {
        case .titleStyleSheet: "style sheet cut out of a title"
        case .titleFootnote: "footnote cut off a title"
        case .spaces: "odd white space put right"
        case .genreName: "genre under its usual name"
        case .castFootnote: "footnote or stray bracket taken out of the cast"
        case .castFragment: "scrap that is no name taken out of the cast"
        case .castSentence: "sentence taken out of the cast"
        case .castHint: "remark behind a name removed"
        case .castSpelling: "name written in one way"
        case .castNamedTwice: "name that stood twice in one cast"
        case .castToCrew: "person moved from the cast to the crew"
        case .castNarrator: "narrator recognised"
        case .pageYear: "year taken from the film's page"
        case .rerelease: "re-release taken as the film that it shows again"
        case .otherDecade: "film in the file of another decade"
        case .sharedPage: "page that belongs to another film taken away"
        case .posterAddress: "address that is none removed"
        }
    }
}

/// Counts what was mended.
struct CleaningTally {
    private(set) var counts: [Cleaning: Int64] = [:]

    mutating func add(_ cleaning: Cleaning, _ count: Int = 1) {
        if count > 0 { counts[cleaning, default: 0] += Int64(count) }
    }
}
