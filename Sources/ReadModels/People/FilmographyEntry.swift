public import Contracts

/// One credit of a person. What the film is called is not in it: a reader takes that from the film itself, so that a
/// new title or year touches one document and not those of all who took part.
public struct FilmographyEntry: Hashable, Sendable {
    public var creditID: CreditID
    public var movieID: MovieID
    public var role: Credit.Role

    public init(creditID: CreditID, movieID: MovieID, role: Credit.Role) {
        self.creditID = creditID
        self.movieID = movieID
        self.role = role
    }

    /// Where a filmography has the entry: by film, then by credit. What is new comes last, so that MongoDB is sent that
    /// alone.
    struct Place: Comparable {
        let movie: MovieID
        let credit: CreditID

        static func < (left: Place, right: Place) -> Bool {
            left.movie == right.movie ? left.credit < right.credit : left.movie < right.movie
        }
    }

    var place: Place { Place(movie: movieID, credit: creditID) }
}
