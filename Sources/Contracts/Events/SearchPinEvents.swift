/// Editors pinned films to the top of a query's results (`search-pin-set`), replacing earlier pins of it.
public struct SearchPinSet: Hashable, Sendable {
    /// The query, folded as search folds it: lowercase, single spaces.
    public var query: String
    /// The films in the order in which they are shown; 1 to 20.
    public var movies: [MovieID]

    public init(query: String, movies: [MovieID]) {
        self.query = query
        self.movies = movies
    }
}

/// A query has no pinned films any more (`search-pin-cleared`).
public struct SearchPinCleared: Hashable, Sendable {
    public var query: String

    public init(query: String) {
        self.query = query
    }
}
