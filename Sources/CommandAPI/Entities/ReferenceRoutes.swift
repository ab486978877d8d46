import CatalogService
import Contracts
import HTTPKit
import HTTPTypes
import HummingbirdCore
import JSONKit

/// Genres, countries and languages: things with a name that films refer to.
struct ReferenceRoutes {
    let gate: CommandGate

    /// The four commands of one kind of thing, and how its URL says which one.
    private struct Kind: Sendable {
        let collection: String
        let tag: String
        let noun: String
        let parameter: Parameter
        let draft: String
        let register: CatalogCommand.Name
        let revise: CatalogCommand.Name
        let withdraw: CatalogCommand.Name
        let restore: CatalogCommand.Name
        /// The member that the path says, and the entity's stream.
        let target: @Sendable (Call) throws(Problem) -> (JSONValue.Member, stream: String)
    }

    private static let genres = Kind(
        collection: "/api/genres",
        tag: "Genres",
        noun: "genre",
        parameter: .path("id", .integer(1...Int64.max), "The genre's number."),
        draft: "NamedDraft",
        register: .registerGenre,
        revise: .reviseGenre,
        withdraw: .withdrawGenre,
        restore: .restoreGenre
    ) { call throws(Problem) in
        let id = try call.identifier("id", of: "genre")
        return (.id(id), CatalogEvent.stream(ofGenre: GenreID(rawValue: id)))
    }

    private static let countries = Kind(
        collection: "/api/countries",
        tag: "Countries",
        noun: "country",
        parameter: .path("code", .string(pattern: "^[A-Z]{2}$"), "ISO 3166-1 alpha-2, such as FR."),
        draft: "CountryDraft",
        register: .registerCountry,
        revise: .reviseCountry,
        withdraw: .withdrawCountry,
        restore: .restoreCountry
    ) { call throws(Problem) in
        let code = try call.code(CountryCode.self, of: "country")
        return (.code(code), CatalogEvent.stream(ofCountry: code))
    }

    private static let languages = Kind(
        collection: "/api/languages",
        tag: "Languages",
        noun: "language",
        parameter: .path("code", .string(pattern: "^[a-z]{2,3}$"), "ISO 639, such as fr or yue."),
        draft: "LanguageDraft",
        register: .registerLanguage,
        revise: .reviseLanguage,
        withdraw: .withdrawLanguage,
        restore: .restoreLanguage
    ) { call throws(Problem) in
        let code = try call.code(LanguageCode.self, of: "language")
        return (.code(code), CatalogEvent.stream(ofLanguage: code))
    }

    var routes: [Route] {
        [Self.genres, Self.countries, Self.languages].flatMap(routes(of:))
    }

    private func routes(of kind: Kind) -> [Route] {
        let item = "\(kind.collection)/{\(kind.parameter.name)}"
        let name = Schema.ref("NamedDraft")
        return [
            .command(
                .post,
                kind.collection,
                "Register a \(kind.noun)",
                tag: kind.tag,
                body: .json(.ref(kind.draft), "The \(kind.noun)."),
                creates: true
            ) { [gate] call in
                try await gate.answer(kind.register, call)
            },
            .change(
                .put,
                item,
                "Rename a \(kind.noun)",
                tag: kind.tag,
                parameters: [kind.parameter],
                body: .json(name, "The new name, which shows in every film at once.")
            ) { try await on(kind, kind.revise, $0) },
            .change(
                .patch,
                item,
                "Rename a \(kind.noun)",
                tag: kind.tag,
                parameters: [kind.parameter],
                body: .mergePatch(name, "The new name, which shows in every film at once.")
            ) { try await on(kind, kind.revise, $0) },
            .change(
                .delete,
                item,
                "Withdraw a \(kind.noun)",
                tag: kind.tag,
                parameters: [kind.parameter]
            ) { try await on(kind, kind.withdraw, $0) },
            .change(
                .post,
                item + "/restore",
                "Restore a withdrawn \(kind.noun)",
                tag: kind.tag,
                parameters: [kind.parameter]
            ) { try await on(kind, kind.restore, $0) },
        ]
    }

    private func on(_ kind: Kind, _ name: CatalogCommand.Name, _ call: Call) async throws -> Response {
        let (member, stream) = try kind.target(call)
        return try await gate.answer(name, call, path: [member], stream: stream)
    }
}

extension Call {
    /// A `{code}` that has its standard's form; anything else is a thing that does not exist.
    fileprivate func code<Code: RawRepresentable<String>>(
        _: Code.Type,
        of thing: String
    ) throws(Problem) -> Code {
        let text = parameter("code")
        guard let code = Code(rawValue: text) else {
            throw Problem(.notFound, "There is no \(thing) \"\(text.prefix(100))\".")
        }
        return code
    }
}

extension JSONValue.Member {
    fileprivate static func code(_ code: some RawRepresentable<String>) -> JSONValue.Member {
        JSONValue.Member(key: "code", value: .string(code.rawValue))
    }
}
