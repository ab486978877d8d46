/// Everything that the catalog knows of one person, apart from the identifier and the films.
public struct PersonFacts: Hashable, Sendable {
    public var slug: String
    public var name: String
    /// Year of birth.
    public var birthYear: Int?
    /// Year of death.
    public var deathYear: Int?
    /// Sorted.
    public var externalIDs: [ExternalID]

    public init(
        slug: String,
        name: String,
        birthYear: Int? = nil,
        deathYear: Int? = nil,
        externalIDs: [ExternalID] = []
    ) {
        self.slug = slug
        self.name = name
        self.birthYear = birthYear
        self.deathYear = deathYear
        self.externalIDs = externalIDs
    }
}

/// A person entered the catalog (`person-registered`) or came back to it (`person-restored`).
public struct PersonRegistered: Hashable, Sendable {
    public var id: PersonID
    public var facts: PersonFacts

    public init(id: PersonID, facts: PersonFacts) {
        self.id = id
        self.facts = facts
    }
}

/// Facts of a person changed (`person-revised`). The slug never changes.
public struct PersonRevised: Hashable, Sendable {
    public var id: PersonID
    public var name: String?
    /// With a new name, the films that credit the person at this moment, withdrawn ones too; sorted.
    ///
    /// Nil where the event does not say: it was written before events did, there are more than ``mostMovies``, or the
    /// name is as it was.
    public var movies: [MovieID]?
    public var birthYear: Change<Int> = .keep
    public var deathYear: Change<Int> = .keep
    public var externalIDs = SetChange<ExternalID, ExternalID>()

    /// An event names no more films than these. Whoever wants more finds them in what it keeps itself: to read all films
    /// is little more work than to read so many.
    public static let mostMovies = 10_000

    public init(id: PersonID) {
        self.id = id
    }
}

/// A person whom no film credits left the catalog (`person-withdrawn`).
public struct PersonWithdrawn: Hashable, Sendable {
    public var id: PersonID

    public init(id: PersonID) {
        self.id = id
    }
}
