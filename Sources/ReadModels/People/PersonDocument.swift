public import Contracts
public import Projection

/// All that one person's page shows.
public struct PersonDocument: ProjectedDocument, Hashable {
    public var facts: PersonFacts
    /// The credits in films that are in the catalog now, by film.
    public internal(set) var filmography: [FilmographyEntry]

    public init(facts: PersonFacts) {
        self.facts = facts
        filmography = []
    }

    /// How many films credit the person. Cost: O(number of credits).
    public var filmCount: Int {
        var count = 0
        for index in filmography.indices
        where index == 0 || filmography[index - 1].movieID != filmography[index].movieID {
            count += 1
        }
        return count
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
    mutating func add(_ credit: Credit, in movie: MovieID) {
        let entry = FilmographyEntry(creditID: credit.id, movieID: movie, role: credit.role)
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
        filmography.removeAll { $0.movieID == movie }
    }
}
