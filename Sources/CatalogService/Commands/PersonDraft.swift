public import Contracts

/// A person as an editor writes them down.
public struct PersonDraft: Hashable, Sendable {
    public var name: String
    public var birthYear: Int?
    public var deathYear: Int?
    public var externalIDs: [ExternalID] = []

    public init(name: String) {
        self.name = name
    }
}

/// What a revision of a person names.
public struct PersonPatch: Hashable, Sendable {
    public var name: String?
    public var birthYear: Change<Int> = .keep
    public var deathYear: Change<Int> = .keep
    public var externalIDs: [ExternalID]?

    public init() {}

    /// A patch that makes a person exactly what `draft` says.
    init(replacingWith draft: PersonDraft) {
        name = draft.name
        birthYear = draft.birthYear.map { .set($0) } ?? .clear
        deathYear = draft.deathYear.map { .set($0) } ?? .clear
        externalIDs = draft.externalIDs
    }
}
