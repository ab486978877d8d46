import HTTPKit
import HTTPTypes
import HummingbirdCore

extension Route {
    /// One thing of a read model.
    static func one(of model: ReadModelInfo, orSlug: Bool, _ handler: @escaping Handler) -> Route {
        let name = orSlug ? "Identifier or slug." : "The code."
        return Route(
            .get,
            "/api/\(model.name)/{\(model.key)}",
            "One \(model.thing)",
            tag: model.tag,
            parameters: [.path(model.key, .string(), name), .fields, .after, .ifNoneMatch],
            answers: [
                .json(
                    200,
                    .ref(model.schema),
                    "The \(model.thing).",
                    headers: ["ETag", "Kinoteka-Position"]
                ),
                .notModified,
            ],
            problems: [.notFound, .gone, .invalidHeader, .behind, .busy, .notReady],
            handler: handler
        )
    }
}

extension Parameter {
    static let fields = Parameter.query(
        "fields",
        .string(),
        "The fields to show, with commas between them; all without it. The key is always shown."
    )

    static let cursor = Parameter.query("cursor", .string(), "The `next` of the page before.")

    static func limit(_ range: ClosedRange<Int64>, _ standard: Int) -> Parameter {
        .query("limit", .integer(range), "How many items a page has at most; \(standard) without it.")
    }
}

extension AnswerDescription {
    /// A page of a list.
    static func list(of model: ReadModelInfo) -> AnswerDescription {
        .json(
            200,
            .object(required: [
                "items": .array(of: .ref(model.schema)),
                "next": Schema.string().orNull.described("The cursor of the next page; null on the last."),
            ]),
            "A page.",
            headers: ["Link", "Kinoteka-Position"]
        )
    }
}
