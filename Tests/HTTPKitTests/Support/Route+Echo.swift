import HTTPKit
import HTTPTypes
import HummingbirdCore
import NIOCore

extension Route {
    /// Answers a `POST` with the size of its body.
    static func size(limit: Int = 1 << 20) -> Route {
        Route(
            .post,
            "/size",
            "How large a body is",
            tag: "Test",
            body: BodyDescription([], .any, limit: limit, "Anything."),
            answers: [.json(200, .integer(), "Its size.")]
        ) { call in
            .json(Array("\(try await call.body().readableBytes)".utf8))
        }
    }

    /// Answers a `GET` with the name in its path.
    static let hello = Route(
        .get,
        "/hello/{name}",
        "A greeting",
        tag: "Test",
        parameters: [.path("name", .string(), "Whom to greet.")],
        answers: [AnswerDescription(200, mediaType: "text/plain", .string(), "A greeting.")]
    ) { call in
        .json(Array("hello \(call.parameter("name"))".utf8))
    }
}
