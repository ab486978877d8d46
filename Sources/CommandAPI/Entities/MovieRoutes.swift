import CatalogService
import Contracts
import HTTPKit
import HTTPTypes
import HummingbirdCore
import JSONKit

/// Films and their credits.
struct MovieRoutes {
    let gate: CommandGate

    private static let tag = "Movies"
    private static let id = Parameter.path("id", .integer(1...Int64.max), "The film's number.")
    private static let creditID = Parameter.path("credit_id", .integer(1...Int64.max), "The credit's number.")

    var routes: [Route] { movies + credits }

    private var movies: [Route] {
        [
            .command(
                .post,
                "/api/movies",
                "Register a film",
                tag: Self.tag,
                body: .json(.ref("MovieDraft"), "The film."),
                creates: true
            ) { [gate] call in
                try await gate.answer(.registerMovie, call)
            },
            .change(
                .put,
                "/api/movies/{id}",
                "Replace a film's facts and credits",
                tag: Self.tag,
                parameters: [Self.id],
                body: .json(.ref("MovieDraft"), "The whole film; what is absent is taken away.")
            ) { try await onMovie(.replaceMovie, $0) },
            .change(
                .patch,
                "/api/movies/{id}",
                "Revise a film's facts",
                tag: Self.tag,
                parameters: [Self.id],
                body: .mergePatch(
                    .ref("MoviePatch"),
                    "A merge patch: absent stays, null takes away, a list replaces the list."
                )
            ) { try await onMovie(.reviseMovie, $0) },
            .change(
                .delete,
                "/api/movies/{id}",
                "Withdraw a film",
                details: "It leaves every read model and can be restored.",
                tag: Self.tag,
                parameters: [Self.id]
            ) { try await onMovie(.withdrawMovie, $0) },
            .change(
                .post,
                "/api/movies/{id}/restore",
                "Restore a withdrawn film",
                tag: Self.tag,
                parameters: [Self.id]
            ) { try await onMovie(.restoreMovie, $0) },
        ]
    }

    private var credits: [Route] {
        [
            .change(
                .post,
                "/api/movies/{id}/credits",
                "Credit a person",
                details:
                    "With a `job` the credit is of the crew, otherwise of the cast. The answer's `id` is the credit's, its `version` the film's.",
                tag: Self.tag,
                parameters: [Self.id],
                body: .json(.ref("CreditDraft"), "The credit."),
                creates: true
            ) { try await onMovie(.addCredit, $0) },
            .change(
                .put,
                "/api/movies/{id}/credits/{credit_id}",
                "Replace a credit's role",
                tag: Self.tag,
                parameters: [Self.id, Self.creditID],
                body: .json(.ref("CreditPatch"), "The role; an absent character is taken away.")
            ) { try await onCredit(.reviseCredit, $0, adjust: Self.completed) },
            .change(
                .patch,
                "/api/movies/{id}/credits/{credit_id}",
                "Revise a credit's role",
                tag: Self.tag,
                parameters: [Self.id, Self.creditID],
                body: .mergePatch(.ref("CreditPatch"), "A merge patch.")
            ) { try await onCredit(.reviseCredit, $0) },
            .change(
                .delete,
                "/api/movies/{id}/credits/{credit_id}",
                "Take a credit away",
                tag: Self.tag,
                parameters: [Self.id, Self.creditID]
            ) { try await onCredit(.removeCredit, $0) },
        ]
    }

    private func onMovie(_ name: CatalogCommand.Name, _ call: Call) async throws -> Response {
        let id = try call.identifier("id", of: "movie")
        let stream = CatalogEvent.stream(ofMovie: MovieID(rawValue: id))
        return try await gate.answer(name, call, path: [.id(id)], stream: stream)
    }

    private func onCredit(
        _ name: CatalogCommand.Name,
        _ call: Call,
        adjust: (JSONValue) -> JSONValue = { $0 }
    ) async throws -> Response {
        let id = try call.identifier("id", of: "movie")
        let creditID = try call.identifier("credit_id", of: "credit")
        return try await gate.answer(
            name,
            call,
            path: [.id(id), JSONValue.Member(key: "credit_id", value: .int(creditID))],
            stream: CatalogEvent.stream(ofMovie: MovieID(rawValue: id)),
            adjust: adjust
        )
    }

    /// A replaced cast credit without a character has none; the command itself only revises.
    private static func completed(_ body: JSONValue) -> JSONValue {
        guard case .object(let members) = body,
            !members.contains(where: { $0.key == "job" || $0.key == "character" })
        else { return body }
        return .object(members + [JSONValue.Member(key: "character", value: .null)])
    }
}
