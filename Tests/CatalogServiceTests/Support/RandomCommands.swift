import CatalogService
import Contracts

/// Commands by chance; the same for the same seed.
struct RandomCommands {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> CatalogCommand {
        switch roll(28) {
        case 0, 1: return .registerMovie(draft())
        case 2, 3: return .reviseMovie(id(), patch())
        case 4: return .replaceMovie(id(), draft())
        case 5: return .withdrawMovie(id())
        case 6: return .restoreMovie(id())
        case 7, 8: return movieImport()
        case 9: return .addCredit(id(), flip() ? .cast(castMember()) : .crew(crewMember()))
        case 10: return .reviseCredit(id(), id(20), creditPatch())
        case 11: return .removeCredit(id(), id(20))
        case 12: return .registerPerson(person())
        case 13: return .revisePerson(id(), personPatch())
        case 14: return .replacePerson(id(), person())
        case 15: return .withdrawPerson(id(20))
        case 16: return .restorePerson(id(20))
        case 17: return .registerGenre(name: "\(name()) \(roll(4))")
        case 18: return .reviseGenre(id(20), name: "\(name()) \(roll(9))")
        case 19: return flip() ? .withdrawGenre(id(20)) : .restoreGenre(id(20))
        case 20: return .registerCountry(anyCountry(), name: "\(name()) \(roll(9))")
        case 21: return .reviseCountry(anyCountry(), name: name())
        case 22: return flip() ? .withdrawCountry(anyCountry()) : .restoreCountry(anyCountry())
        case 23: return .registerLanguage(anyLanguage(), name: "\(name()) \(roll(9))")
        case 24: return .reviseLanguage(anyLanguage(), name: name())
        case 25: return flip() ? .withdrawLanguage(anyLanguage()) : .restoreLanguage(anyLanguage())
        case 26: return .setSearchPin(query: pick(["a", "b"]), movies: some { $0.id() })
        default: return .clearSearchPin(query: pick(["a", "b"]))
        }
    }

    mutating func movieImport() -> CatalogCommand {
        var movie = MovieImport(
            externalID: ExternalID(source: pick(["s", "t"]), id: name()),
            title: name(),
            year: 1990 + roll(3)
        )
        movie.runtime = maybe(90 + roll(3))
        movie.overview = maybe(name())
        movie.popularity = maybe(Double(roll(7)) / 3)
        movie.genres = some { $0.name() }
        movie.countries = some { .init(code: $0.country(), name: $0.maybe($0.name())) }
        movie.languages = some { .init(code: $0.language(), name: $0.maybe($0.name())) }
        movie.alternativeTitles = some { $0.name() }
        movie.cast = some {
            .init(name: $0.name(), externalID: $0.maybe("1"), character: $0.maybe($0.name()))
        }
        movie.crew = some { .init(name: $0.name(), job: $0.name()) }
        return .importMovie(movie)
    }

    private mutating func draft() -> MovieDraft {
        var draft = MovieDraft(title: name(), year: 1990 + roll(3))
        draft.originalTitle = maybe(name())
        draft.runtime = maybe(90)
        draft.overview = maybe(name())
        draft.posterURL = maybe("https://example.org/\(roll(3))")
        draft.popularity = maybe(Double(roll(7)) / 3)
        draft.rating = maybe(Double(roll(11)))
        // Most drafts refer to little, so that most are accepted.
        if roll(3) == 0 {
            draft.genres = some { $0.id() }
            draft.countries = some { $0.country() }
            draft.languages = some { $0.language() }
            draft.cast = some { $0.castMember() }
            draft.crew = some { $0.crewMember() }
        }
        draft.alternativeTitles = some { $0.name() }
        draft.externalIDs = externalIDs()
        return draft
    }

    private mutating func patch() -> MoviePatch {
        var patch = MoviePatch()
        patch.title = maybe(name())
        patch.year = maybe(1990 + roll(3))
        patch.originalTitle = change(name())
        patch.runtime = change(90 + roll(3))
        patch.rating = change(Double(roll(11)))
        patch.alternativeTitles = maybe(some { $0.name() })
        patch.externalIDs = maybe(externalIDs())
        if roll(2) == 0 { patch.genres = some { $0.id() } }
        if roll(3) == 0 { patch.countries = some { $0.country() } }
        if roll(2) == 0 { patch.cast = some { $0.castMember() } }
        if roll(2) == 0 { patch.crew = some { $0.crewMember() } }
        return patch
    }

    private mutating func person() -> PersonDraft {
        var draft = PersonDraft(name: name())
        draft.birthYear = maybe(1900 + roll(3))
        draft.deathYear = maybe(1901 + roll(3))
        draft.externalIDs = externalIDs()
        return draft
    }

    private mutating func personPatch() -> PersonPatch {
        var patch = PersonPatch()
        patch.name = maybe(name())
        patch.birthYear = change(1900 + roll(3))
        patch.deathYear = change(1901 + roll(3))
        patch.externalIDs = maybe(externalIDs())
        return patch
    }

    private mutating func creditPatch() -> CreditPatch {
        var patch = CreditPatch()
        if flip() { patch.job = name() } else { patch.billing = 1 + roll(4) }
        return patch
    }

    private mutating func castMember() -> CastDraft {
        CastDraft(person: id(), character: maybe(name()), billing: maybe(1 + roll(3)))
    }

    private mutating func crewMember() -> CrewDraft { CrewDraft(person: id(), job: name()) }

    /// One of a source at most, as the command reader takes them.
    private mutating func externalIDs() -> [ExternalID] {
        ["s", "t"].filter { _ in roll(4) == 0 }.map { ExternalID(source: $0, id: name()) }
    }

    // MARK: Small things

    private mutating func name() -> String { pick(["Ann", "ann", "Éva", "Eva\u{301}", "千", "7", "A & b"]) }
    private mutating func country() -> CountryCode { pick(["FR", "DE", "US"]) }
    /// Also one that no film has.
    private mutating func anyCountry() -> CountryCode { pick([country(), "IT"]) }
    private mutating func language() -> LanguageCode { pick(["fr", "de", "yue"]) }
    private mutating func anyLanguage() -> LanguageCode { pick([language(), "it"]) }

    private mutating func id<ID: EntityID>(_ limit: Int = 6) -> ID { ID(rawValue: Int64(1 + roll(limit))) }

    private mutating func some<Value>(_ make: (inout Self) -> Value) -> [Value] {
        var values: [Value] = []
        for _ in 0..<roll(4) { values.append(make(&self)) }
        return values
    }

    private mutating func change<Value>(_ value: Value) -> Change<Value> {
        switch roll(3) {
        case 0: .keep
        case 1: .clear
        default: .set(value)
        }
    }

    private mutating func maybe<Value>(_ value: Value) -> Value? { flip() ? value : nil }
    private mutating func flip() -> Bool { roll(2) == 0 }
    private mutating func pick<Value>(_ values: [Value]) -> Value { values[roll(values.count)] }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    private mutating func roll(_ sides: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((mixed ^ (mixed >> 31)) % UInt64(sides))
    }
}
