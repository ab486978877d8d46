import CatalogService
public import HTTPKit
import JSONKit

extension CommandAPI {
    /// The schemas that the routes refer to.
    public static let schemas: [String: Schema] = [
        "Receipt": receipt,
        "MovieDraft": .object(
            required: ["title": title, "year": .integer(MovieBounds.year)],
            optional: movieFacts
        ),
        "MoviePatch": moviePatch,
        "CastDraft": .object(required: ["person": id], optional: castRole),
        "CrewDraft": .object(required: ["person": id, "job": job]),
        "CreditDraft": .oneOf([.ref("CastDraft"), .ref("CrewDraft")]),
        "CreditPatch": .object(optional: [
            "character": character.orNull, "billing": .integer(MovieBounds.billing), "job": job,
        ]),
        "PersonDraft": .object(
            required: ["name": name],
            optional: ["birth_year": year, "death_year": year, "external_ids": externalIDs]
        ),
        "PersonPatch": .object(optional: [
            "name": name, "birth_year": year.orNull, "death_year": year.orNull, "external_ids": externalIDs,
        ]),
        "NamedDraft": .object(required: ["name": name]),
        "CountryDraft": .object(required: ["code": countryCode, "name": name]),
        "LanguageDraft": .object(required: ["code": languageCode, "name": name]),
        "SearchPinDraft": .object(required: ["movies": .array(of: id, atMost: 20)]),
        "ExternalID": .object(required: [
            "source": .string(length: 1...40, pattern: "^[a-z0-9-]+$"), "id": .string(length: 1...400),
        ]),
        "CommandLine": commandLine,
        "CommandAnswer": commandAnswer,
        "Event": event,
    ]

    private static let id = Schema.integer(1...Int64.max)
    private static let name = Schema.string(length: 1...200)
    private static let year = Schema.integer(1000...2200)
    private static let title = Schema.string(length: MovieBounds.title)
    private static let character = Schema.string(length: MovieBounds.character)
    private static let job = Schema.string(length: MovieBounds.job)
    private static let countryCode = Schema.string(pattern: "^[A-Z]{2}$")
    private static let languageCode = Schema.string(pattern: "^[a-z]{2,3}$")
    private static let externalIDs = Schema.array(of: .ref("ExternalID"), atMost: 20)
    private static let position = Schema.string(pattern: "^[a-z-]{1,32}:[0-9]+$")
    private static let castRole: KeyValuePairs<String, Schema> = [
        "character": character, "billing": .integer(MovieBounds.billing),
    ]

    private static let movieFacts: KeyValuePairs<String, Schema> = [
        "original_title": title,
        "runtime": .integer(MovieBounds.runtime).described("Minutes."),
        "overview": .string(length: MovieBounds.overview),
        "poster_url": .string(length: 1...2000, format: "uri"),
        "popularity": .number(MovieBounds.popularity),
        "rating": .number(MovieBounds.rating),
        "genres": .array(of: id, atMost: MovieBounds.genres),
        "countries": .array(of: countryCode, atMost: MovieBounds.countries),
        "languages": .array(of: languageCode, atMost: MovieBounds.languages),
        "alternative_titles": .array(of: title, atMost: MovieBounds.alternativeTitles),
        "external_ids": externalIDs,
        "cast": .array(of: .ref("CastDraft"), atMost: MovieBounds.credits),
        "crew": .array(of: .ref("CrewDraft"), atMost: MovieBounds.credits),
    ]

    private static let moviePatch = Schema.object(optional: [
        "title": title,
        "year": .integer(MovieBounds.year),
        "original_title": title.orNull,
        "runtime": .integer(MovieBounds.runtime).orNull,
        "overview": .string(length: MovieBounds.overview).orNull,
        "poster_url": .string(length: 1...2000, format: "uri").orNull,
        "popularity": .number(MovieBounds.popularity).orNull,
        "rating": .number(MovieBounds.rating).orNull,
        "genres": .array(of: id, atMost: MovieBounds.genres),
        "countries": .array(of: countryCode, atMost: MovieBounds.countries),
        "languages": .array(of: languageCode, atMost: MovieBounds.languages),
        "alternative_titles": .array(of: title, atMost: MovieBounds.alternativeTitles),
        "external_ids": externalIDs,
        "cast": .array(of: .ref("CastDraft"), atMost: MovieBounds.credits),
        "crew": .array(of: .ref("CrewDraft"), atMost: MovieBounds.credits),
    ])

    private static let receipt = Schema.object(
        required: [
            "id": .oneOf([id, .string()]),
            "version": .integer(0...Int64.max).described("The entity's version, which is its ETag."),
            "position": position.described("Send it as Kinoteka-After to read what you wrote."),
        ],
        optional: ["slug": .string()]
    )

    /// A line has the fields of its command beside these, so it is not closed.
    private static let commandLine = Schema(
        .object([
            .init(key: "type", value: .string("object")),
            .init(
                key: "properties",
                value: .object([
                    .init(
                        key: "command",
                        value: Schema.string(oneOf: CatalogCommand.Name.allCases.map(\.rawValue)).json
                    ),
                    .init(
                        key: "idempotency_key",
                        value: Schema.string(length: 1...255, pattern: "^[\\x21-\\x7E]+$").json
                    ),
                ])
            ),
            .init(key: "required", value: .array([.string("command")])),
        ])
    )

    private static let commandAnswer = Schema.object(
        required: ["line": .integer(1...Int64.max), "status": .integer(200...599)],
        optional: [
            "outcome": .string(oneOf: ["created", "changed", "unchanged"]),
            "id": .oneOf([id, .string()]),
            "slug": .string(),
            "version": .integer(0...Int64.max),
            "position": position,
            "type": .string(),
            "title": .string(),
            "detail": .string(),
            "errors": .array(of: .object(required: ["pointer": .string(), "detail": .string()])),
        ]
    )

    private static let event = Schema.object(required: [
        "position": id,
        "stream": .string(),
        "version": id,
        "type": .string(),
        "schema": id,
        "command_id": id,
        "recorded_at": .integer().described("Milliseconds since 1970 (UTC)."),
        "payload": .any,
    ])
}
