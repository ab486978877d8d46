public import Contracts
public import Projection

/// All that one person's page shows.
public struct PersonDocument: ProjectedDocument, Hashable {
    public var facts: PersonFacts
    /// The credits in films that are in the catalog now, newest film first.
    public internal(set) var filmography: [FilmographyEntry]

    public init(facts: PersonFacts) {
        self.facts = facts
        filmography = []
    }

    /// How many films credit the person. Cost: O(number of credits).
    public var filmCount: Int {
        var count = 0
        for index in filmography.indices
        where index == 0 || filmography[index - 1].movie.id != filmography[index].movie.id {
            count += 1
        }
        return count
    }

    public var embeds: [EmbeddedReference] {
        var embeds: [EmbeddedReference] = []
        embeds.reserveCapacity(filmography.count)
        for entry in filmography { embeds.append(.movie(entry.movie.id)) }
        return embeds
    }
}

// The fold's steps. An entry finds its place by binary search, so a person with thousands of credits costs no more
// than moving what comes after it.
extension PersonDocument {
    mutating func revise(_ revision: PersonRevised) {
        if let name = revision.name { facts.name = name }
        revision.birthYear.apply(to: &facts.birthYear)
        revision.deathYear.apply(to: &facts.deathYear)
        facts.externalIDs.apply(revision.externalIDs, by: \.self)
    }

    /// Adds what the person did in a film.
    mutating func add(_ credit: Credit, in movie: MovieReference) {
        let entry = FilmographyEntry(creditID: credit.id, movie: movie, role: credit.role)
        filmography.upsert(entry, by: \.place)
    }

    mutating func revise(_ credit: Credit) {
        guard let index = filmography.firstIndex(where: { $0.creditID == credit.id }) else { return }
        filmography[index].role = credit.role
    }

    mutating func remove(_ credit: CreditID) {
        guard let index = filmography.firstIndex(where: { $0.creditID == credit }) else { return }
        filmography.remove(at: index)
    }

    /// A film left the catalog.
    mutating func remove(_ movie: MovieID) {
        filmography.removeAll { $0.movie.id == movie }
    }

    /// A film got another title or year.
    mutating func revise(_ revision: MovieRevised) {
        guard let first = filmography.firstIndex(where: { $0.movie.id == revision.id }) else { return }
        let end = filmography[first...].firstIndex { $0.movie.id != revision.id } ?? filmography.endIndex
        var entries = Array(filmography[first..<end])
        filmography.removeSubrange(first..<end)
        for index in entries.indices {
            if let title = revision.title { entries[index].movie.title = title }
            if let year = revision.year { entries[index].movie.year = year }
        }
        // Neighbours by film, so they stay together in the order that they have.
        let place = entries[0].place
        filmography.insert(contentsOf: entries, at: filmography.partitionPoint { $0.place < place })
    }
}
