import CatalogService
import Contracts
import HTTPKit
import HTTPTypes
import HummingbirdCore
import JSONKit

/// People.
struct PersonRoutes {
    let gate: CommandGate

    private static let tag = "People"
    private static let id = Parameter.path("id", .integer(1...Int64.max), "The person's number.")

    var routes: [Route] {
        [
            .command(
                .post,
                "/api/people",
                "Register a person",
                tag: Self.tag,
                body: .json(.ref("PersonDraft"), "The person."),
                creates: true
            ) { [gate] call in
                try await gate.answer(.registerPerson, call)
            },
            .change(
                .put,
                "/api/people/{id}",
                "Replace a person's facts",
                tag: Self.tag,
                parameters: [Self.id],
                body: .json(.ref("PersonDraft"), "The whole person; what is absent is taken away.")
            ) { try await onPerson(.replacePerson, $0) },
            .change(
                .patch,
                "/api/people/{id}",
                "Revise a person's facts",
                details: "A changed name shows in every film at once.",
                tag: Self.tag,
                parameters: [Self.id],
                body: .mergePatch(.ref("PersonPatch"), "A merge patch.")
            ) { try await onPerson(.revisePerson, $0) },
            .change(
                .delete,
                "/api/people/{id}",
                "Withdraw a person",
                tag: Self.tag,
                parameters: [Self.id]
            ) { try await onPerson(.withdrawPerson, $0) },
            .change(
                .post,
                "/api/people/{id}/restore",
                "Restore a withdrawn person",
                tag: Self.tag,
                parameters: [Self.id]
            ) { try await onPerson(.restorePerson, $0) },
        ]
    }

    private func onPerson(_ name: CatalogCommand.Name, _ call: Call) async throws -> Response {
        let id = try call.identifier("id", of: "person")
        let stream = CatalogEvent.stream(ofPerson: PersonID(rawValue: id))
        return try await gate.answer(name, call, path: [.id(id)], stream: stream)
    }
}
