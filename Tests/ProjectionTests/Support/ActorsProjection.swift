import EventLog
import Mongo
import Projection

/// Actors with the films that they were in; one event touches many documents, none of its own stream.
struct ActorsProjection: Projection {
    let name = "actors"
    let version = 1
    var knownTypes: Set<String> = []

    func decode(_ recorded: RecordedEvent) throws -> ToyFact? {
        try ToyFact(recorded, knownTypes: knownTypes)
    }

    func key(ofStream stream: String) -> DocumentKey? {
        DocumentKey(number: stream, prefix: "actor-")
    }

    func touches(_ fact: ToyFact) -> [Touch] {
        switch fact.type {
        case "actor-renamed": [.document(.int(fact.subject))]
        case "film-retitled", "film-withdrawn":
            [.embedding(EmbeddedReference(kind: "film", key: .int(fact.subject)))]
        default: fact.cast.map { .document(.int($0.id)) }
        }
    }

    func apply(
        _ fact: ToyFact,
        at place: EventPlace,
        key: DocumentKey,
        to state: inout DocumentState<ActorDocument>
    ) {
        switch fact.type {
        case "actor-renamed": state.update { $0.name = fact.title }
        case "film-withdrawn": state.update { $0.films.removeAll { $0.id == fact.subject } }
        case "film-retitled":
            state.update { actor in
                for index in actor.films.indices where actor.films[index].id == fact.subject {
                    actor.films[index].name = fact.title
                }
            }
        default:
            guard let me = fact.cast.first(where: { .int($0.id) == key }) else { return }
            let film = ToyActor(id: fact.subject, name: fact.title)
            if state.update({ $0.films.append(film) }) == nil {
                state = .present(ActorDocument(name: me.name, films: [film]))
            }
        }
    }

    func query(for reference: EmbeddedReference) -> BSONDocument {
        ["cast.id": reference.key.bson]
    }
}

/// An actor; its films are stored in the shape of a film's cast.
struct ActorDocument: ProjectedDocument, Hashable {
    var name: String
    var films: [ToyActor]

    init(name: String, films: [ToyActor]) {
        self.name = name
        self.films = films
    }

    init(bson: BSONDocument) throws {
        let film = try FilmDocument(bson: bson)
        self.init(name: film.title, films: film.cast)
    }

    func encode(to writer: inout BSONWriter) {
        FilmDocument(title: name, cast: films).encode(to: &writer)
    }

    var embeds: [EmbeddedReference] { films.map { EmbeddedReference(kind: "film", key: .int($0.id)) } }
}
