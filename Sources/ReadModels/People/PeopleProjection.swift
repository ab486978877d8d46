public import Contracts
public import EventLog
import Mongo
public import Projection

/// People by their identifier, each with a filmography (`projections/people.yaml`).
public struct PeopleProjection: Projection {
    public let name = "people"
    public let version = 2

    private static let followed = FollowedEvents(
        // What a film is called is not in a person's document.
        kinds: FollowedEvents.ofMovies.subtracting([.movieRevised]).union([
            .personRegistered, .personRevised, .personWithdrawn, .personRestored,
        ]),
        streams: ["movie-", "person-"]
    )

    public init() {}

    public func decode(_ recorded: RecordedEvent) throws -> CatalogEvent? {
        try Self.followed.decode(recorded)
    }

    public func key(ofStream stream: String) -> DocumentKey? {
        DocumentKey(number: stream, prefix: "person-")
    }

    public func touches(_ event: CatalogEvent) -> [Touch] {
        switch event {
        case .personRegistered(let person), .personRestored(let person): [.person(person.id)]
        case .personRevised(let revision): [.person(revision.id)]
        case .personWithdrawn(let person): [.person(person.id)]
        case .movieRegistered(let movie): Touch.people(movie.facts.credits.map(\.person.id))
        case .movieRestored(let movie): Touch.people(movie.facts.credits.map(\.person.id))
        case .movieWithdrawn(let movie): Touch.people(movie.people)
        case .creditAdded(let added): [.person(added.credit.person.id)]
        case .creditRevised(let revised): [.person(revised.credit.person.id)]
        case .creditRemoved(let removed): [.person(removed.personID)]
        default: []
        }
    }

    /// A credit of somebody whose own events were not read yet makes the document from the names that the credit
    /// carries. Any other event that does not fit the document changes nothing.
    public func apply(
        _ event: CatalogEvent,
        at place: EventPlace,
        key: DocumentKey,
        to state: inout DocumentState<PersonDocument>
    ) {
        switch event {
        case .personRegistered(let person), .personRestored(let person):
            if state.update({ $0.facts = person.facts }) == nil {
                state = .present(PersonDocument(facts: person.facts))
            }
        case .personWithdrawn: state = .gone
        case .movieRegistered(let movie): state.add(movie.facts, of: movie.id, for: key)
        case .movieRestored(let movie): state.add(movie.facts, of: movie.id, for: key)
        case .creditAdded(let added): state.add(added.credit, in: added.movie.id)
        default: state.update { $0.apply(event) }
        }
    }
}

extension PersonDocument {
    /// Applies an event that changes a person who is there.
    fileprivate mutating func apply(_ event: CatalogEvent) {
        switch event {
        case .personRevised(let revision): revise(revision)
        case .movieWithdrawn(let movie): remove(movie.id)
        case .creditRevised(let revised): revise(revised.credit)
        case .creditRemoved(let removed): remove(removed.creditID)
        default: break
        }
    }
}

extension DocumentState<PersonDocument> {
    fileprivate mutating func add(_ credit: Credit, in movie: MovieID) {
        if case .absent = self {
            let person = credit.person
            self = .present(PersonDocument(facts: PersonFacts(slug: person.slug, name: person.name)))
        }
        update { $0.add(credit, in: movie) }
    }

    fileprivate mutating func add(_ facts: MovieFacts, of movie: MovieID, for key: DocumentKey) {
        for credit in facts.credits where .int(credit.person.id.rawValue) == key {
            add(credit, in: movie)
        }
    }
}

extension Touch {
    fileprivate static func person(_ id: PersonID) -> Touch { .document(.int(id.rawValue)) }

    /// Each person once; one may both direct and play.
    fileprivate static func people(_ ids: [PersonID]) -> [Touch] {
        var touches: [Touch] = []
        touches.reserveCapacity(ids.count)
        var seen = Set<PersonID>(minimumCapacity: ids.count)
        for id in ids where seen.insert(id).inserted { touches.append(.person(id)) }
        return touches
    }
}
