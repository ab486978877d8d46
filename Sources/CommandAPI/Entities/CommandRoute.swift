import CatalogService
import Contracts
import HTTPKit
import HTTPTypes
import HummingbirdCore
import JSONKit

/// What the routes of commands have in common.
extension Route {
    static func command(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ summary: String,
        details: String? = nil,
        tag: String,
        parameters: [Parameter] = [],
        body: BodyDescription? = nil,
        creates: Bool = false,
        changes: Bool = true,
        problems: [ProblemKind] = [],
        handler: @escaping Handler
    ) -> Route {
        let headers = ["ETag", "Kinoteka-Position"]
        var answers: [AnswerDescription] = []
        if method == .delete {
            answers.append(.empty(204, "Done, or done before.", headers: headers))
        } else {
            if creates {
                answers.append(.json(201, .ref("Receipt"), "It was made.", headers: headers + ["Location"]))
            }
            if changes { answers.append(.json(200, .ref("Receipt"), "It was done.", headers: headers)) }
        }
        return Route(
            method,
            path,
            summary,
            details: details,
            tag: tag,
            access: .token,
            parameters: parameters + [.idempotencyKey],
            body: body,
            answers: answers,
            problems: [.invalidHeader, .conflict, .keyReused, .busy] + problems,
            handler: handler
        )
    }

    /// A command on an entity that exists.
    static func change(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ summary: String,
        details: String? = nil,
        tag: String,
        parameters: [Parameter],
        body: BodyDescription? = nil,
        creates: Bool = false,
        problems: [ProblemKind] = [],
        handler: @escaping Handler
    ) -> Route {
        command(
            method,
            path,
            summary,
            details: details,
            tag: tag,
            parameters: parameters + [.ifMatch],
            body: body,
            creates: creates,
            problems: [.notFound, .gone, .versionMismatch] + problems,
            handler: handler
        )
    }
}

extension JSONValue.Member {
    static func id(_ number: Int64) -> JSONValue.Member { JSONValue.Member(key: "id", value: .int(number)) }
}
