public import Contracts

/// One credit of a person, with the film as it is called now.
public struct FilmographyEntry: Hashable, Sendable {
    public var creditID: CreditID
    public var movie: MovieReference
    public var role: Credit.Role

    public init(creditID: CreditID, movie: MovieReference, role: Credit.Role) {
        self.creditID = creditID
        self.movie = movie
        self.role = role
    }

    /// Where a filmography lists the entry: the newest film first, then the one that came into the catalog last, then
    /// the earlier credit. Entries of one film are neighbours.
    struct Place: Comparable {
        let year: Int
        let movie: MovieID
        let credit: CreditID

        static func < (left: Place, right: Place) -> Bool {
            if left.year != right.year { return left.year > right.year }
            return left.movie == right.movie ? left.credit < right.credit : left.movie > right.movie
        }
    }

    var place: Place { Place(year: movie.year, movie: movie.id, credit: creditID) }
}
