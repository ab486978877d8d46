import Contracts
import JSONKit

/// What turns a film's credits into those that a command wants: credits that came, changed, and went.
///
/// A credit keeps its number as far as possible: wanted credits are matched to existing ones by person and role, then
/// to what is left of the same person in the cast.
struct CreditChanges {
    private(set) var removed: [Credit] = []
    private(set) var revised: [Credit] = []
    private(set) var added: [CreditList.Wanted] = []

    /// A list that the patch does not name stays as it is.
    init(_ patch: MoviePatch, of movie: MovieState, _ references: References) throws {
        if let cast = patch.cast {
            let wanted = try CreditList(cast: cast, crew: [], references).wanted
            match(wanted, with: try movie.cast())
        }
        if let crew = patch.crew {
            let wanted = try CreditList(cast: [], crew: crew, references).wanted
            match(wanted, with: try movie.crew())
        }
    }

    /// Compares whole lists, cast and crew.
    init(from credits: [Credit], to wanted: CreditList) {
        match(wanted.wanted, with: credits)
    }

    private mutating func match(_ wanted: [CreditList.Wanted], with existing: [Credit]) {
        var left = existing
        var unmatched: [CreditList.Wanted] = []
        for credit in wanted {
            let same = left.firstIndex { $0.person.id == credit.person.id && $0.role == credit.role }
            if let same { left.remove(at: same) } else { unmatched.append(credit) }
        }
        for credit in unmatched {
            let similar = left.firstIndex {
                $0.person.id == credit.person.id && $0.role.isCast && credit.role.isCast
            }
            if let similar {
                revised.append(
                    Credit(id: left.remove(at: similar).id, person: credit.person, role: credit.role)
                )
            } else {
                added.append(credit)
            }
        }
        removed += left
    }

    /// The changes as events of the film: first what went, so that a job can be given again.
    func events(
        for movie: MovieReference,
        firstID: @autoclosure () throws -> CreditID
    ) rethrows -> [CatalogEvent] {
        var events: [CatalogEvent] = removed.map {
            .creditRemoved(CreditRemoved(movieID: movie.id, creditID: $0.id, personID: $0.person.id))
        }
        events += revised.map { .creditRevised(CreditRevised(movieID: movie.id, credit: $0)) }
        guard !added.isEmpty else { return events }
        return try events
            + CreditList(added).numbered(from: firstID()).map {
                .creditAdded(CreditAdded(movie: movie, credit: $0))
            }
    }
}
