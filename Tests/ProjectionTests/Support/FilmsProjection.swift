import EventLog
import JSONKit
import Mongo
import Projection

/// Films with the names of their actors; a renamed actor shows in every film.
struct FilmsProjection: Projection {
    var name = "films"
    var version = 1
    /// Titles that cannot be folded.
    var brokenTitles: Set<String> = []
    /// Event types that this build knows beside the usual ones; it ignores them.
    var knownTypes: Set<String> = []
    var followsStreams = true

    func decode(_ recorded: RecordedEvent) throws -> ToyFact? {
        try ToyFact(recorded, knownTypes: knownTypes)
    }

    func key(ofStream stream: String) -> DocumentKey? {
        DocumentKey(number: stream, prefix: "film-")
    }

    func touches(_ fact: ToyFact) -> [Touch] {
        fact.type == "actor-renamed"
            ? [.embedding(EmbeddedReference(kind: "actor", key: .int(fact.subject)))]
            : [.document(.int(fact.subject))]
    }

    func apply(
        _ fact: ToyFact,
        at place: EventPlace,
        key: DocumentKey,
        to state: inout DocumentState<FilmDocument>
    ) throws {
        switch fact.type {
        case "film-made": state = .present(FilmDocument(title: fact.title, cast: fact.cast))
        case "film-withdrawn": state = .gone
        case "film-retitled": state.update { $0.title = fact.title }
        case "actor-joined": state.update { $0.cast += fact.cast }
        case "actor-renamed":
            state.update { film in
                for index in film.cast.indices where film.cast[index].id == fact.subject {
                    film.cast[index].name = fact.title
                }
            }
        default: break
        }
        // Only now, when the state has been changed half way, as a careless projection would do it.
        if brokenTitles.contains(fact.title) { throw BrokenTitle(title: fact.title) }
    }

    func documents(embedding reference: EmbeddedReference, at fact: ToyFact) -> [DocumentKey]? {
        fact.films?.map { .int($0) }
    }

    func query(for reference: EmbeddedReference) -> BSONDocument {
        ["cast.id": reference.key.bson]
    }
}

struct BrokenTitle: Error, CustomStringConvertible {
    let title: String
    var description: String { "The title \(title) is broken." }
}

struct FilmDocument: ProjectedDocument, Hashable {
    var title: String
    var cast: [ToyActor]

    init(title: String, cast: [ToyActor]) {
        self.title = title
        self.cast = cast
    }

    init(bson: BSONDocument) throws {
        var title = ""
        var cast: [ToyActor] = []
        try bson.withReader { reader throws(BSONError) in
            while let field = try reader.next() {
                switch field.name {
                case "title": title = try field.string()
                case "cast":
                    var actors = try field.reader()
                    while let element = try actors.next() {
                        var actor = try element.reader()
                        guard let id = try actor.next(named: "id"), let name = try actor.next(named: "name")
                        else {
                            throw BSONError(.missing, "An actor lacks id or name.")
                        }
                        cast.append(ToyActor(id: try id.int64(), name: try name.string()))
                    }
                default: break
                }
            }
        }
        self.init(title: title, cast: cast)
    }

    func encode(to writer: inout BSONWriter) {
        writer.append("title", title)
        writer.array("cast") { actors in
            for actor in cast {
                actors.document {
                    $0.append("id", actor.id)
                    $0.append("name", actor.name)
                }
            }
        }
    }

    var embeds: [EmbeddedReference] {
        cast.map { EmbeddedReference(kind: "actor", key: .int($0.id)) }
    }
}

extension ToyFact {
    /// Reads a recorded event; nil for types that are known and of no interest.
    init?(_ recorded: RecordedEvent, knownTypes: Set<String>) throws {
        guard recorded.type != "actor-born", !knownTypes.contains(recorded.type) else { return nil }
        guard
            ["film-made", "film-retitled", "actor-joined", "film-withdrawn", "actor-renamed"].contains(
                recorded.type
            )
        else { throw UndecodableEvent.unknownType(recorded.type) }
        guard recorded.schema == 1 else {
            throw UndecodableEvent.newerSchema(recorded.type, schema: recorded.schema, known: 1)
        }
        let subject = recorded.stream.split(separator: "-").last.flatMap { Int64($0) } ?? 0
        var title = ""
        var cast: [ToyActor] = []
        var films: [Int64]?
        try JSONReader.read(recorded.payload) { reader throws(JSONError) in
            try reader.object { key, reader throws(JSONError) in
                switch key {
                case "title": title = try reader.string()
                case "films":
                    films = try reader.array { reader throws(JSONError) in try reader.int() }
                case "cast":
                    cast = try reader.array { reader throws(JSONError) in
                        var actor = ToyActor(id: 0, name: "")
                        try reader.object { key, reader throws(JSONError) in
                            switch key {
                            case "id": actor.id = try reader.int()
                            case "name": actor.name = try reader.string()
                            default: try reader.skip()
                            }
                        }
                        return actor
                    }
                default: try reader.skip()
                }
            }
        }
        self.init(type: recorded.type, subject: subject, title: title, cast: cast, films: films)
    }
}
