import CatalogService
import Contracts
import JSONKit

extension FilmMerging.Film {
    /// The film as an import command, checked as one that came over HTTP.
    func movieImport() throws(InvalidCommand) -> MovieImport {
        try MovieImport(json: tree)
    }

    /// The film as a line of an import file, valid or not.
    var json: [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        writer.value(tree)
        return writer.bytes
    }

    private var tree: JSONValue {
        var members: [JSONValue.Member] = [
            .init(
                key: "external_id",
                value: .object([
                    .init(key: "source", value: .string("wikipedia")), .init(key: "id", value: .string(key)),
                ])
            ),
            .init(key: "title", value: .string(film.title)),
            .init(key: "year", value: .int(Int64(film.year))),
            .init(key: "genres", value: .array(film.genres.map { .string($0) })),
        ]
        if let extract = film.extract, !extract.isEmpty {
            members.append(.init(key: "overview", value: .string(extract)))
        }
        if let poster = film.poster { members.append(.init(key: "poster_url", value: .string(poster))) }
        members.append(
            .init(
                key: "cast",
                value: .array(
                    film.credits.cast.map { member in
                        var fields: [JSONValue.Member] = [.init(key: "name", value: .string(member.name))]
                        if let character = member.character {
                            fields.append(.init(key: "character", value: .string(character)))
                        }
                        return .object(fields)
                    }
                )
            )
        )
        members.append(
            .init(
                key: "crew",
                value: .array(
                    film.credits.crew.map { member in
                        .object([
                            .init(key: "name", value: .string(member.name)),
                            .init(key: "job", value: .string(member.job)),
                        ])
                    }
                )
            )
        )
        return .object(members)
    }
}
