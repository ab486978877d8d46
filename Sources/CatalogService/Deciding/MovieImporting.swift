import Contracts
import EventLog
import GRDB
import JSONKit
import WriteSide

/// What an import of one film leads to: the film and whatever it mentions that is missing, or just what differs.
struct MovieImporting {
    let tables: Database

    func decide(_ movie: MovieImport) throws -> Decision<CatalogEvent> {
        let source = movie.externalID.source
        var new = NewReferences(tables: tables, source: source)
        let genres = try movie.genres.map { try new.genre($0) }.unique(\.id)
        let countries = try movie.countries.map { try new.country($0) }.unique(\.code)
        let languages = try movie.languages.map { try new.language($0) }.unique(\.code)
        let credits = try credits(of: movie, &new)
        let known = try tables.first(
            "SELECT movie_id FROM movie_external_ids WHERE source = ? AND external_id = ?",
            .text(source),
            .text(movie.externalID.id)
        ) { MovieID(rawValue: $0.int64(0)) }

        var facts = MovieFacts(slug: "", title: movie.title, year: movie.year)
        facts.originalTitle = movie.originalTitle
        facts.runtime = movie.runtime
        facts.overview = movie.overview
        facts.posterURL = movie.posterURL
        facts.popularity = movie.popularity
        facts.rating = movie.rating
        facts.genres = genres
        facts.countries = countries
        facts.languages = languages
        facts.alternativeTitles = Set(movie.alternativeTitles).sorted()
        guard let known else {
            let id = try NextIDs.movie(in: tables)
            facts.externalIDs = [movie.externalID]
            facts.credits = credits.numbered(from: try NextIDs.credit(in: tables))
            facts.slug = try Slug.movie(title: movie.title, year: movie.year, id: id, in: tables)
            let event = CatalogEvent.movieRegistered(MovieRegistered(id: id, facts: facts))
            return .movie(id, slug: facts.slug, created: true, new.events + [event])
        }
        return try update(known, to: facts, credits, new.events)
    }

    private func update(
        _ id: MovieID,
        to wanted: MovieFacts,
        _ credits: CreditList,
        _ newReferences: [CatalogEvent]
    ) throws -> Decision<CatalogEvent> {
        let state = try MovieDecisions(tables: tables).live(id)
        let facts = try state.facts()
        var event = MovieRevised(id: id)
        if wanted.title != facts.title { event.title = wanted.title }
        if wanted.year != facts.year { event.year = wanted.year }
        event.originalTitle = change(facts.originalTitle, wanted.originalTitle)
        event.runtime = change(facts.runtime, wanted.runtime)
        event.overview = change(facts.overview, wanted.overview)
        event.posterURL = change(facts.posterURL, wanted.posterURL)
        event.popularity = change(facts.popularity, wanted.popularity)
        event.rating = change(facts.rating, wanted.rating)
        event.genres = SetChange(from: facts.genres, to: wanted.genres, key: \.id)
        event.countries = SetChange(from: facts.countries, to: wanted.countries, key: \.code)
        event.languages = SetChange(from: facts.languages, to: wanted.languages, key: \.code)
        event.alternativeTitles = SetChange(
            from: facts.alternativeTitles,
            to: wanted.alternativeTitles,
            key: \.self
        )
        var events = newReferences
        if event != MovieRevised(id: id) { events.append(.movieRevised(event)) }
        var movie = state.reference
        movie.title = wanted.title
        movie.year = wanted.year
        events += try CreditChanges(from: facts.credits, to: credits)
            .events(for: movie, firstID: NextIDs.credit(in: tables))
        return .movie(id, slug: facts.slug, events)
    }

    private func credits(of movie: MovieImport, _ new: inout NewReferences) throws -> CreditList {
        var wanted: [CreditList.Wanted] = []
        wanted.reserveCapacity(movie.cast.count + movie.crew.count)
        for (index, member) in movie.cast.enumerated() {
            let person = try new.person(member.name, externalID: member.externalID)
            wanted.append(.init(person: person, role: .cast(character: member.character, billing: index + 1)))
        }
        var jobs: Set<String> = []
        for member in movie.crew {
            let person = try new.person(member.name, externalID: member.externalID)
            guard jobs.insert("\(person.id) \(member.job)").inserted else { continue }
            wanted.append(.init(person: person, role: .crew(job: member.job)))
        }
        return CreditList(wanted)
    }

    /// An import says all that its source knows, so what it does not name is taken away.
    private func change<Value>(_ old: Value?, _ new: Value?) -> Change<Value> {
        guard old != new else { return .keep }
        return new.map { .set($0) } ?? .clear
    }
}

extension Array {
    /// Sorted by key, each key once.
    fileprivate func unique<Key: Comparable & Hashable>(_ key: (Element) -> Key) -> [Element] {
        var seen: Set<Key> = []
        return filter { seen.insert(key($0)).inserted }.sorted { key($0) < key($1) }
    }
}
