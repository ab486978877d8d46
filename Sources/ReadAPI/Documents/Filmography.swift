import HTTPKit
import Mongo
import NIOCore

/// What a person did, with the films as they are called now.
///
/// A person's document names films by identifier alone, so a film's new title is in one document. Whoever reads the
/// person's page gets the titles from the films, in one query for all of them.
struct Filmography: Sendable {
    /// Credits that a page shows at most: those of the films that came into the catalog last. All of somebody's films
    /// are a list, `/api/movies?person=`.
    static let limit = 2_000

    /// What the films' documents are asked for.
    static let projection: BSONDocument = ["_pos": 1, "gone": 1, "slug": 1, "title": 1, "year": 1]

    private struct Entry {
        var credit: Int64 = 0
        var movie: Int64 = 0
        let document: BSONDocument
    }

    private struct Film {
        let year: Int64
        let json: ByteBuffer
    }

    private var entries: [Entry] = []
    private var films: [Int64: Film] = [:]
    /// The sum of the positions of the films that it shows. It is another one whenever any of them has changed, since
    /// positions only grow and a film that comes or goes changes the person's own.
    private(set) var state: Int64 = 0

    /// The credits in a person's document.
    init(of person: BSONDocument) throws(ReadError) {
        do throws(BSONError) {
            entries = try person.withReader { reader throws(BSONError) in
                var entries: [Entry] = []
                guard var array = try reader.next(named: "filmography")?.reader() else { return entries }
                while let element = try array.next() {
                    var entry = Entry(document: try element.document())
                    var fields = try element.reader()
                    while let field = try fields.next() {
                        switch field.name {
                        case "credit_id": entry.credit = try field.int64()
                        case "movie_id": entry.movie = try field.int64()
                        default: break
                        }
                    }
                    entries.append(entry)
                }
                return entries
            }
        } catch {
            throw .broken(reason: error.description)
        }
        // They stand in the order in which the films came.
        entries = entries.suffix(Self.limit)
    }

    /// The films to ask for, each once.
    var movies: [Int64] { Array(Set(entries.map(\.movie))) }

    /// Takes what was found of the films. A credit of a film that is not there (it was withdrawn a moment ago, or comes
    /// in a moment) is left out.
    mutating func add(_ documents: some Collection<BSONDocument>) throws(ReadError) {
        for document in documents {
            let header = try DocumentHeader(document)
            guard !header.isGone, let id = document["_id"]?.int64Value,
                let year = document["year"]?.int64Value
            else { continue }
            var json = ByteBuffer()
            do throws(BSONError) {
                try document.writeJSON(into: &json)
            } catch {
                throw .broken(reason: error.description)
            }
            films[id] = Film(year: year, json: json)
            state &+= header.position
        }
        let films = films
        entries.removeAll { films[$0.movie] == nil }
        // The newest film first, then the one that came into the catalog last, then the earlier credit.
        entries.sort { left, right in
            if left.movie == right.movie { return left.credit < right.credit }
            let (first, second) = (films[left.movie]?.year ?? 0, films[right.movie]?.year ?? 0)
            return first == second ? left.movie > right.movie : first > second
        }
    }

    /// Appends it as the last member, `filmography`, to the object that the buffer ends with.
    func write(into buffer: inout ByteBuffer) throws(ReadError) {
        buffer.moveWriterIndex(to: buffer.writerIndex - 1)
        buffer.writeStaticString(",\"filmography\":[")
        for (index, entry) in entries.enumerated() {
            guard let film = films[entry.movie] else { continue }
            if index > 0 { buffer.writeInteger(UInt8(ascii: ",")) }
            do throws(BSONError) {
                try entry.document.writeJSON(into: &buffer, Self.creditShape)
            } catch {
                throw .broken(reason: error.description)
            }
            buffer.moveWriterIndex(to: buffer.writerIndex - 1)
            buffer.writeStaticString(",\"movie\":")
            buffer.writeImmutableBuffer(film.json)
            buffer.writeInteger(UInt8(ascii: "}"))
        }
        buffer.writeStaticString("]}")
    }

    private static let creditShape = JSONShape(fields: ["credit_id", "character", "billing", "job"])
}
