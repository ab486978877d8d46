import Contracts
import GRDB
import JSONKit
import WriteSide

/// What commands about films lead to.
struct MovieDecisions {
    let tables: Database

    func register(_ draft: MovieDraft) throws -> Decision<CatalogEvent> {
        let id = try NextIDs.movie(in: tables)
        let references = References(tables: tables)
        var facts = MovieFacts(slug: "", title: draft.title, year: draft.year)
        facts.originalTitle = draft.originalTitle
        facts.runtime = draft.runtime
        facts.overview = draft.overview
        facts.posterURL = draft.posterURL
        facts.popularity = draft.popularity
        facts.rating = draft.rating
        facts.genres = try references.all(draft.genres, at: "/genres", references.genre)
        facts.countries = try references.all(draft.countries, at: "/countries", references.country)
        facts.languages = try references.all(draft.languages, at: "/languages", references.language)
        facts.alternativeTitles = Set(draft.alternativeTitles).sorted()
        facts.externalIDs = try references.movieExternalIDs(draft.externalIDs, of: id)
        let wanted = try CreditList(cast: draft.cast, crew: draft.crew, references)
        try refuse(references)
        facts.credits = wanted.numbered(from: try NextIDs.credit(in: tables))
        facts.slug = try Slug.movie(title: draft.title, year: draft.year, id: id, in: tables)
        return .movie(
            id,
            slug: facts.slug,
            created: true,
            [.movieRegistered(MovieRegistered(id: id, facts: facts))]
        )
    }

    func revise(_ id: MovieID, _ patch: MoviePatch) throws -> Decision<CatalogEvent> {
        let state = try live(id)
        let references = References(tables: tables)
        var event = MovieRevised(id: id)
        if let title = patch.title, title != state.title { event.title = title }
        if let year = patch.year, year != state.year { event.year = year }
        event.originalTitle = try patch.originalTitle.difference(from: state.originalTitle())
        event.runtime = try patch.runtime.difference(from: state.runtime())
        event.overview = try patch.overview.difference(from: state.overview())
        event.posterURL = try patch.posterURL.difference(from: state.posterURL())
        event.popularity = try patch.popularity.difference(from: state.popularity())
        event.rating = try patch.rating.difference(from: state.rating())
        if let genres = patch.genres {
            let wanted = try references.all(genres, at: "/genres", references.genre)
            event.genres = SetChange(from: try state.genres(), to: wanted, key: \.id)
        }
        if let countries = patch.countries {
            let wanted = try references.all(countries, at: "/countries", references.country)
            event.countries = SetChange(from: try state.countries(), to: wanted, key: \.code)
        }
        if let languages = patch.languages {
            let wanted = try references.all(languages, at: "/languages", references.language)
            event.languages = SetChange(from: try state.languages(), to: wanted, key: \.code)
        }
        if let titles = patch.alternativeTitles {
            event.alternativeTitles = SetChange(
                from: try state.alternativeTitles(),
                to: Set(titles).sorted(),
                key: \.self
            )
        }
        if let ids = patch.externalIDs {
            let wanted = try references.movieExternalIDs(ids, of: id)
            event.externalIDs = SetChange(from: try state.externalIDs(), to: wanted, key: \.self)
        }
        let credits = try CreditChanges(patch, of: state, references)
        try refuse(references)
        var events: [CatalogEvent] = event == MovieRevised(id: id) ? [] : [.movieRevised(event)]
        var movie = state.reference
        movie.title = event.title ?? movie.title
        movie.year = event.year ?? movie.year
        events += try credits.events(for: movie, firstID: NextIDs.credit(in: tables))
        return .movie(id, slug: state.slug, events)
    }

    func withdraw(_ id: MovieID) throws -> Decision<CatalogEvent> {
        guard let state = try MovieState(id, in: tables) else { throw unknown(id) }
        guard !state.isWithdrawn else { return .movie(id, slug: state.slug, []) }
        let event = MovieWithdrawn(
            id: id,
            genres: try state.genres().map(\.id),
            countries: try state.countries().map(\.code),
            languages: try state.languages().map(\.code),
            people: Set(try state.credits().map(\.person.id)).sorted()
        )
        return .movie(id, slug: state.slug, [.movieWithdrawn(event)])
    }

    func restore(_ id: MovieID) throws -> Decision<CatalogEvent> {
        guard let state = try MovieState(id, in: tables) else { throw unknown(id) }
        guard state.isWithdrawn else { return .movie(id, slug: state.slug, []) }
        return .movie(id, slug: state.slug, [.movieRestored(MovieRestored(id: id, facts: try state.facts()))])
    }

    /// A film that is not withdrawn.
    func live(_ id: MovieID) throws -> MovieState {
        guard let state = try MovieState(id, in: tables) else { throw unknown(id) }
        guard !state.isWithdrawn else {
            throw Refusal.gone("Movie \(id) was withdrawn; restore it before changing it.")
        }
        return state
    }

    func unknown(_ id: MovieID) -> Refusal {
        .notFound("There is no movie \(id).")
    }

    func refuse(_ references: References) throws {
        guard references.errors.isEmpty else { throw Refusal.invalid(references.errors.all) }
    }
}

extension Change {
    /// The change that is left when a fact already is what it would become; asks for the fact where there is a change.
    func difference(from fact: @autoclosure () throws -> Value?) rethrows -> Change {
        switch self {
        case .keep: .keep
        case .clear: try fact() == nil ? .keep : .clear
        case .set(let value): try fact() == value ? .keep : self
        }
    }
}

extension SetChange {
    /// What turns one set into the other; members are the same when their keys are.
    init(from old: [Member], to new: [Member], key: (Member) -> Key) {
        let oldKeys = Set(old.map(key))
        let newKeys = Set(new.map(key))
        self.init(
            added: new.filter { !oldKeys.contains(key($0)) },
            removed: old.map(key).filter { !newKeys.contains($0) }
        )
    }
}
