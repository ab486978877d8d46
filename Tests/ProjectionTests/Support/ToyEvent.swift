import EventLog
import JSONKit

/// The events of a toy catalog: films with actors whose names they show.
enum ToyEvent: Sendable {
    case film(Int64, String, cast: [(Int64, String)] = [])
    case retitled(Int64, String)
    case joined(Int64, actor: Int64, String)
    case withdrawn(Int64)
    /// A log puts an event of no interest before the first of an actor. `films` are those that show the actor, where the
    /// event says so.
    case renamed(Int64, String, films: [Int64]? = nil)
    /// An event of a type and schema that may be unknown.
    case other(stream: String, type: String, schema: Int = 1)

    var newEvent: NewEvent {
        var json = JSONWriter()
        json.beginObject()
        switch self {
        case .film(let id, let title, let cast):
            json.key("title")
            json.string(title)
            json.key("cast")
            json.beginArray()
            for (actor, name) in cast { Self.write(actor, name, to: &json) }
            json.endArray()
            return event("film-\(id)", "film-made", json)
        case .retitled(let id, let title):
            json.key("title")
            json.string(title)
            return event("film-\(id)", "film-retitled", json)
        case .joined(let id, let actor, let name):
            json.key("cast")
            json.beginArray()
            Self.write(actor, name, to: &json)
            json.endArray()
            return event("film-\(id)", "actor-joined", json)
        case .withdrawn(let id): return event("film-\(id)", "film-withdrawn", json)
        case .renamed(let actor, let name, let films):
            json.key("title")
            json.string(name)
            if let films {
                json.key("films")
                json.beginArray()
                for film in films { json.int(film) }
                json.endArray()
            }
            return event("actor-\(actor)", "actor-renamed", json)
        case .other(let stream, let type, let schema): return event(stream, type, schema: schema, json)
        }
    }

    private static func write(_ actor: Int64, _ name: String, to json: inout JSONWriter) {
        json.beginObject()
        json.key("id")
        json.int(actor)
        json.key("name")
        json.string(name)
        json.endObject()
    }

    private func event(_ stream: String, _ type: String, schema: Int = 1, _ json: JSONWriter) -> NewEvent {
        var closed = json
        closed.endObject()
        return NewEvent(stream: stream, type: type, schema: schema, payload: closed.bytes)
    }
}

/// A decoded toy event.
struct ToyFact: Sendable {
    var type: String
    var subject: Int64
    var title = ""
    var cast: [ToyActor] = []
    /// The films that show a renamed actor.
    var films: [Int64]?
}

struct ToyActor: Sendable, Hashable {
    var id: Int64
    var name: String
}
